//! The keeper as a program of its own, for the runtime's tests. In: what the runtime gives it. Out: an exit status.

fn main() -> std::io::Result<()> {
    container_runtime::linux::keep()
}
