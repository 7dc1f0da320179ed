//! The threads that do the work.
//!
//! A short comparison is some thirty stretches of work that threads share, of a few hundred microseconds
//! each. Two things took from it what a second core could bring, most of all in virtual machines:
//!
//! - A thread with nothing to do soon falls asleep, and to wake it takes fifty microseconds and more. So
//!   for a moment, long enough for a draft, those that wait stay awake.
//! - A new thread begins on the core of the one that made it. Linux gives it another one if that is idle,
//!   but takes a core that sleeps in a virtual machine for one that is busy elsewhere, and lets both
//!   threads share one core for milliseconds. So a new thread asks for another one by itself.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rayon::{ThreadPoolBuilder, Yield};

use crate::error::{Error, ErrorKind, Result};

/// No machine has more cores than that for us; to start a hundred thousand threads takes minutes.
const MOST_THREADS: usize = 512;
/// How long threads stay awake. In long work the stretches are long, too, and to wake somebody costs little.
const AWAKE: Duration = Duration::from_millis(20);
/// How many do: a draft has no work for more.
const MOST_AWAKE: usize = 3;

/// Does the work on as many threads as asked for, or as there are cores; this one is the first of them. To
/// hand it all to others and wait would cost a short comparison a tenth of its time.
pub(super) fn in_pool<T>(threads: Option<NonZeroUsize>, work: impl FnOnce() -> Result<T>) -> Result<T> {
    // 0 lets rayon count the cores.
    let wanted = threads.map_or(0, NonZeroUsize::get).min(MOST_THREADS);
    let others = Others::default();
    // Not the pool for all, which would have this thread sleep until every other one has begun.
    let mut pool = ThreadPoolBuilder::new().use_current_thread().num_threads(wanted);
    if wanted != 1 {
        pool = pool.start_handler(others.beginning());
    }
    let pool = pool.build();
    match (&pool, threads) {
        (Ok(pool), _) => others.wait(pool.current_num_threads() - 1),
        (Err(error), Some(_)) => return Err(Error::new(ErrorKind::Invalid, "--threads", error.to_string())),
        // Where there is a pool already, that one does the work.
        (Err(_), None) => {}
    }
    work()
}

/// The other threads, as they begin.
#[derive(Default)]
struct Others {
    begun: Arc<AtomicUsize>,
}

impl Others {
    /// What each of them does first: some find a core of their own, and look for work instead of sleeping
    /// for a while.
    fn beginning(&self) -> impl Fn(usize) + Send + Sync + 'static {
        let (begun, core, start) = (Arc::clone(&self.begun), cores::current(), Instant::now());
        move |index| {
            // Number 0 is the thread that is here already.
            if index > MOST_AWAKE {
                return;
            }
            cores::leave(core);
            // Only now: the first thread, let go on before, would take turns with this one on its core.
            begun.fetch_add(1, Ordering::AcqRel);
            super::memory::make_room();
            while start.elapsed() < AWAKE {
                if rayon::yield_now() != Some(Yield::Executed) {
                    // Whoever else needs this core goes first.
                    thread::yield_now();
                }
            }
        }
    }

    /// Waits until so many of them have begun, or as many as stay awake. Without sleeping, for then this
    /// thread, too, would be given a core anew.
    fn wait(&self, others: usize) {
        let start = Instant::now();
        while self.begun.load(Ordering::Acquire) < others.min(MOST_AWAKE) && start.elapsed() < AWAKE {
            thread::yield_now();
        }
    }
}

#[cfg(target_os = "linux")]
mod cores {
    use rustix::thread::{sched_getaffinity, sched_getcpu, sched_setaffinity};

    /// The core of this thread.
    pub(super) fn current() -> usize {
        sched_getcpu()
    }

    /// Moves this thread to another core than that one, if it may use another. Later it may go wherever
    /// it might before.
    pub(super) fn leave(core: usize) {
        let Ok(all) = sched_getaffinity(None) else { return };
        let mut others = all;
        others.unset(core);
        if others.count() > 0 && sched_setaffinity(None, &others).is_ok() {
            // The same set again: refused only if it has changed meanwhile, and then that one holds.
            let _ = sched_setaffinity(None, &all);
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod cores {
    pub(super) const fn current() {}

    /// Other systems place threads by themselves.
    pub(super) const fn leave((): ()) {}
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #[test]
    fn who_left_a_core_may_go_back() {
        let allowed = || rustix::thread::sched_getaffinity(None).expect("every thread has a set of cores");
        let before = allowed();
        super::cores::leave(super::cores::current());
        assert_eq!(allowed(), before);
    }
}
