//! Progress bars for what takes longer than a moment: comparisons, documents that arrive.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::compare::{Stage, Watch};

/// Work shorter than this shows no bar: a flash is noise.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the bar looks at the work.
const TICK: Duration = Duration::from_millis(100);

/// Does `work`, and meanwhile shows how far it is on standard error if that is a terminal.
pub(super) fn shown<T>(watch: &Watch, quiet: bool, work: impl FnOnce() -> T) -> T {
    if quiet || !io::stderr().is_terminal() {
        return work();
    }
    let (done, waiting) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || follow(watch, &waiting));
        let result = work();
        drop(done);
        result
    })
}

/// Draws until the other end hangs up.
fn follow(watch: &Watch, waiting: &mpsc::Receiver<()>) {
    if waiting.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{msg:>22} {bar:30} {percent:>3}% {elapsed}") {
        bar.set_style(style);
    }
    while waiting.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
        let (stage, done, total) = watch.progress();
        bar.set_message(said(stage));
        bar.set_length(total.max(1) as u64);
        bar.set_position(done.min(total) as u64);
    }
    bar.finish_and_clear();
}

const fn said(stage: Stage) -> &'static str {
    match stage {
        Stage::Tokens => "finding words",
        Stage::Align => "pairing paragraphs",
        Stage::Diff => "comparing word by word",
        Stage::Judge => "judging",
        Stage::Share => "comparing pair by pair",
    }
}

/// A bar for bytes that arrive.
pub(super) struct Bytes {
    bar: ProgressBar,
    begun: Instant,
}

impl Bytes {
    /// A bar with a name before it; none is drawn where standard error is no terminal.
    pub(super) fn new(name: &str, quiet: bool) -> Self {
        let hidden = quiet || !io::stderr().is_terminal();
        let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) =
            ProgressStyle::with_template("{msg:>22} {bar:30} {bytes}/{total_bytes} {bytes_per_sec}")
        {
            bar.set_style(style);
        }
        bar.set_message(name.to_owned());
        Self { bar, begun: Instant::now() }
    }

    /// How many bytes are there, and of how many.
    pub(super) fn show(&self, done: u64, total: Option<u64>) {
        if self.begun.elapsed() < PATIENCE {
            return;
        }
        self.bar.set_length(total.unwrap_or(done).max(1));
        self.bar.set_position(done);
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
