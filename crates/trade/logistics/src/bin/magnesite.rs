//! In: the environment. Out: the exit status of the `magnesite` program. Never here: anything else.

fn main() -> std::process::ExitCode {
    logistics::magnesite::main_from_env()
}
