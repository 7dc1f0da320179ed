//! The program: arguments, terminal, progress, exit status.

/// Runs the program and returns its exit status.
pub fn run() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
