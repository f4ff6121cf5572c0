//! In: the environment. Out: the exit status of the `hq` program. Never here: anything else.

fn main() -> std::process::ExitCode {
    hq::main_from_env()
}
