//! In: the environment. Out: the exit status of the `monolith` program. Never here: anything else.

fn main() -> std::process::ExitCode {
    logistics::monolith::main_from_env()
}
