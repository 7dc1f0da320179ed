//! What a block is by its neighbours: heading, masthead, front matter, or body.
//!
//! ```text
//! A/70/174                     masthead: before any sign of a body
//! Summary / The present draft  a heading of front matter, and front matter
//! B. Threats                   heading: a labelled short line
//! Confidence                   heading: a short line without a stop, right before "22. States"
//! ```
//!
//! Looking at neighbours is a pass of its own, so that the builder of the outline can walk forward
//! once and never back.

use super::blocks::{Block, is_title_like};
use super::kinds;
use super::labels::Style;
use crate::document::Status;
use crate::read::line::Hint;

/// What a block is, as far as its neighbours tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Opens a section.
    Heading,
    /// Symbol, date, session and the like, above the text.
    Masthead,
    /// Summary, foreword: before the body.
    Front,
    /// Body; the next body block hangs below it.
    Introduces,
    /// Body, first after a heading and followed by a numbered paragraph.
    Opens,
    /// Body, nothing more to say.
    Body,
}

/// The roles of all blocks.
pub(crate) fn roles(blocks: &[Block]) -> Vec<Role> {
    let mut roles: Vec<Role> =
        (0..blocks.len()).map(|n| if is_heading(blocks, n) { Role::Heading } else { Role::Body }).collect();
    let body =
        blocks.iter().zip(&roles).position(|(block, &role)| opens_body(block, role)).unwrap_or(blocks.len());
    mark_front(blocks, &mut roles, body);
    for n in body..blocks.len() {
        if roles[n] == Role::Body && is_text(&blocks[n]) && blocks[n].marks.is_empty() {
            let labelled =
                blocks.get(n + 1).is_some_and(|next| !next.marks.is_empty() && roles[n + 1] == Role::Body);
            let after_heading = n > 0 && roles[n - 1] == Role::Heading;
            roles[n] = match () {
                () if labelled && blocks[n].bare().trim_end().ends_with(':') => Role::Introduces,
                () if labelled && after_heading => Role::Opens,
                () => Role::Body,
            };
        }
    }
    roles
}

/// Words of the text, titles or not.
fn is_text(block: &Block) -> bool {
    matches!(block.hint, Hint::Text | Hint::Title)
}

/// The first block that belongs to the body: a labelled heading, a number, an organ line.
fn opens_body(block: &Block, role: Role) -> bool {
    let front = kinds::is_front_heading(block.bare());
    match role {
        Role::Heading => !front && (!block.marks.is_empty() || matches!(block.hint, Hint::Heading(2..))),
        _ => {
            kinds::is_organ_line(&block.text.text)
                || block.marks.first().is_some_and(|mark| !matches!(mark.style, Style::Bullet(_)))
                || kinds::is_preambular(&block.text.text)
        }
    }
}

/// Masthead and front matter stand before the body; without either sign of a body there is none.
fn mark_front(blocks: &[Block], roles: &mut [Role], body: usize) {
    let masthead = |block: &Block| {
        let starred = block.has_style(Style::Bullet('*'));
        block.hint == Hint::Masthead
            || is_text(block) && (starred || block.marks.is_empty() && kinds::is_masthead(block.bare()))
    };
    let end = body.min(blocks.len());
    let last = blocks[..end].iter().take(40).rposition(masthead);
    // Far from any sign of a body, unnumbered text is simply text.
    let certain = body < blocks.len() && (last.is_some() || body <= 12);
    if let Some(title) =
        end.checked_sub(1).filter(|&title| last.is_none_or(|last| last < title) && is_title(&blocks[title]))
    {
        roles[title] = Role::Heading;
    }
    let mut summary = false;
    for n in 0..end {
        let plain = !matches!(blocks[n].hint, Hint::Heading(_)) && blocks[n].marks.is_empty();
        if roles[n] == Role::Heading
            && plain
            && last.is_some_and(|last| n <= last)
            && !kinds::is_front_heading(blocks[n].bare())
        {
            roles[n] = Role::Masthead;
        } else if roles[n] == Role::Heading {
            let front = kinds::is_front_heading(blocks[n].bare());
            summary = front || (summary && blocks[n].hint != Hint::Title);
        } else if last.is_some_and(|last| n <= last) && blocks[n].text.text.len() < 400 {
            roles[n] = Role::Masthead;
        } else if summary || (certain && n < body && is_text(&blocks[n])) {
            roles[n] = Role::Front;
        }
    }
}

/// The last line before the body, short and without a stop: the document's title.
fn is_title(block: &Block) -> bool {
    let text = block.bare();
    block.marks.is_empty()
        && is_text(block)
        && text.len() <= 160
        && is_title_like(text)
        && text.starts_with(char::is_uppercase)
        && !text.ends_with(':')
}

fn is_heading(blocks: &[Block], n: usize) -> bool {
    let block = &blocks[n];
    if let Hint::Heading(_) = block.hint {
        return true;
    }
    if !is_text(block) || block.text.text.len() > 200 || block.marks.len() > 1 {
        return false;
    }
    if let Some(mark) = block.marks.first() {
        let titled = block.hint == Hint::Title && matches!(mark.style, Style::Dotted(_));
        return (mark.is_section() || titled) && is_title_like(block.bare());
    }
    let text = block.bare();
    if block.hint == Hint::Title {
        return !kinds::is_masthead(text) && !kinds::is_organ_line(text);
    }
    if !is_title_like(text) || text.ends_with([':', '?', '!']) || !text.starts_with(char::is_uppercase) {
        return false;
    }
    if kinds::is_masthead(text) || kinds::is_organ_line(&block.text.text) {
        return false;
    }
    kinds::is_all_caps(text)
        || kinds::is_front_heading(text)
        || kinds::status_of_heading(text).is_some_and(|status| status == Status::Annex && text.len() < 40)
        || (stands_before_number(blocks, n) && (block.emphasised() || n > 0))
        || (block.emphasised()
            && block.indent < 2
            && text.len() <= 80
            && n + 1 < blocks.len()
            && !text.contains(". "))
}

/// An unnumbered short line right before a numbered paragraph or another heading's paragraph.
fn stands_before_number(blocks: &[Block], n: usize) -> bool {
    let next = blocks.get(n + 1);
    let numbered = next.is_some_and(|next| {
        next.marks
            .first()
            .is_some_and(|mark| matches!(mark.style, Style::Number | Style::LetterNumber | Style::Operative))
            && next.indent <= blocks[n].indent + 1
    });
    let inside = blocks[n].text.text.ends_with([',', ';', '.'])
        || blocks[n].text.text.starts_with('[') && !blocks[n].text.text.ends_with(']');
    numbered && !inside && blocks[n].text.text.len() <= 110
}
