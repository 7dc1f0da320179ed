//! The program `travaux`: everything is in the library.

fn main() -> std::process::ExitCode {
    travaux::cli::run()
}
