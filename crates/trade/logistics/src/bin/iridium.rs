//! In: the environment. Out: the exit status of the `iridium` program. Never here: anything else.

fn main() -> std::process::ExitCode {
    logistics::iridium::main_from_env()
}
