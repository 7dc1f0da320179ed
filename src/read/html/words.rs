//! The words of one block as they are gathered: white space single, markers and changes in place.
//!
//! ```text
//! "The  cable" + <br> + bold "lies" + marker 4     "The cable\nlies", 4 at 14
//! ```

use super::style::Change;

/// A line of a block: its words, its markers counted from its start, and its bold lead.
pub(super) type Row<'w> = (&'w str, Vec<(usize, String)>, usize);

/// The words of a block. A line feed stands for `<br>`.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) text: String,
    /// Note markers: offset, label.
    pub(super) markers: Vec<(usize, String)>,
    /// Where bold words begin and end.
    bold: Vec<(usize, usize)>,
    /// What is open in the text: `{++` or `{--`.
    open: Change,
}

impl Words {
    /// Adds words; `change` is not `None` only where changes are shown.
    pub(super) fn push(&mut self, words: &str, bold: bool, change: Change) {
        if self.open != change && !words.trim().is_empty() {
            self.close();
            self.text.push_str(match change {
                Change::None => "",
                Change::Inserted => "{++",
                Change::Deleted => "{--",
            });
            self.open = change;
        }
        let from = self.text.len();
        for c in words.chars() {
            self.character(c);
        }
        if bold && self.text.len() > from {
            match self.bold.last_mut().filter(|last| self.text[last.1..from].trim().is_empty()) {
                Some(last) => last.1 = self.text.len(),
                None => self.bold.push((from, self.text.len())),
            }
        }
    }

    fn character(&mut self, c: char) {
        let last = self.text.chars().next_back();
        match c {
            // Soft hyphens, and places where a line may break.
            '\u{AD}' | '\u{200B}' | '\u{FEFF}' => {}
            '\u{A0}' | '\u{2007}' if last.is_none_or(|last| last == ' ' || last == '\n') => {}
            '\u{A0}' | '\u{2007}' if last == Some('\u{A0}') => self.space(),
            '\u{2007}' => self.text.push('\u{A0}'),
            c if c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{202F}') => match last {
                None | Some(' ' | '\n') => {}
                Some('\u{A0}') => self.space(),
                _ => self.text.push(' '),
            },
            c => self.text.push(c),
        }
    }

    /// A no-break space among other white space is white space.
    fn space(&mut self) {
        self.text.pop();
        self.text.push(' ');
    }

    /// A line ends here, though the block goes on.
    pub(super) fn line_break(&mut self) {
        self.trim_end();
        self.text.push('\n');
    }

    /// A space, unless there is one.
    pub(super) fn gap(&mut self) {
        if self.text.ends_with(|c: char| !c.is_whitespace()) {
            self.text.push(' ');
        }
    }

    /// Ends what shows a change.
    pub(super) fn close(&mut self) {
        let end = match std::mem::take(&mut self.open) {
            Change::None => return,
            Change::Inserted => "++}",
            Change::Deleted => "--}",
        };
        let at = self.text.trim_end_matches(' ').len();
        self.text.insert_str(at, end);
    }

    pub(super) fn trim_end(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        let end = self.text.len();
        self.markers.iter_mut().for_each(|marker| marker.0 = marker.0.min(end));
    }

    /// A marker stands right after its word.
    pub(super) fn trim_end_before_marker(&mut self) {
        let spaces = self.text.len() - self.text.trim_end_matches(' ').len();
        if spaces > 0 && self.text.len() > spaces {
            self.trim_end();
        }
    }

    /// A marker of a note stands here.
    pub(super) fn marker(&mut self, label: String) {
        self.markers.push((self.text.len(), label));
    }

    /// Whether nothing is there.
    pub(super) fn is_empty(&self) -> bool {
        self.markers.is_empty() && self.text.trim().is_empty()
    }

    /// Puts words before all others.
    pub(super) fn put_before(&mut self, label: &str) {
        self.text.insert_str(0, label);
        let length = label.len();
        self.markers.iter_mut().for_each(|marker| marker.0 += length);
        for bold in &mut self.bold {
            bold.0 += length;
            bold.1 += length;
        }
        if let Some(first) = self.bold.first_mut().filter(|first| first.0 == length) {
            first.0 = 0;
        }
    }

    /// Takes off the first bytes.
    pub(super) fn drop_front(&mut self, bytes: usize) {
        self.text.drain(..bytes);
        self.markers.iter_mut().for_each(|marker| marker.0 = marker.0.saturating_sub(bytes));
        for bold in &mut self.bold {
            bold.0 = bold.0.saturating_sub(bytes);
            bold.1 = bold.1.saturating_sub(bytes);
        }
    }

    /// A no-break space right after a label is a space like any other.
    pub(super) fn free_label(&mut self) {
        let head: Vec<(usize, char)> = self.text.char_indices().take(16).collect();
        for three in head.windows(3) {
            let [(_, before), (at, space), (_, after)] = three else { continue };
            // "14.\u{A0}States", "Article\u{A0}3"
            if *space == '\u{A0}'
                && (".):".contains(*before) || after.is_ascii_digit() && before.is_alphabetic())
            {
                self.text.replace_range(*at..at + '\u{A0}'.len_utf8(), "  ");
                break;
            }
        }
    }

    /// The lines.
    pub(super) fn lines(&self) -> Vec<Row<'_>> {
        let mut lines = Vec::new();
        let mut from = 0;
        let mut markers = self.markers.iter().peekable();
        let mut bold = self.bold.iter().peekable();
        for line in self.text.split('\n') {
            let end = from + line.len();
            let mut own = Vec::new();
            while let Some((at, label)) = markers.next_if(|marker| marker.0 <= end) {
                own.push((at.saturating_sub(from), label.clone()));
            }
            while bold.next_if(|bold| bold.1 <= from).is_some() {}
            let opening = line.len() - line.trim_start_matches(|c: char| "[\"“ ".contains(c)).len();
            let lead =
                bold.peek().filter(|bold| bold.0 <= from + opening).map_or(0, |bold| bold.1.min(end) - from);
            lines.push((line, own, lead));
            from = end + 1;
        }
        lines
    }
}
