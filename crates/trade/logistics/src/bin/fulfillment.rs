//! In: the environment. Out: the exit status of the `fulfillment` program. Never here: anything else.

fn main() -> std::process::ExitCode {
    logistics::fulfillment::main_from_env()
}
