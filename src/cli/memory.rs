//! How the program comes by its memory. Both tricks are glibc's: no unsafe code, and other allocators take no
//! notice.

use std::hint::black_box;

/// Keeps memory that is given back for what is asked next. By itself glibc returns it to the system at
/// every 128 KiB and fetches it again, page by page, which takes a short comparison a twentieth of its
/// time; it stops doing that for blocks up to the largest that was ever given back (mallopt(3), "dynamic
/// mmap threshold").
pub(super) fn keep() {
    const BLOCK: usize = 4 << 20;
    drop(black_box(Vec::<u8>::with_capacity(BLOCK)));
    make_room();
}

/// Asks the system at once for the room that a draft takes of this thread's memory, and gives it back to be
/// kept, untouched. glibc asks for it a page or two at a time, most of all in a second thread, and each time
/// the other one has to wait for its own pages.
pub(super) fn make_room() {
    const ROOM: usize = 2 << 20;
    drop(black_box(Vec::<u8>::with_capacity(ROOM)));
}
