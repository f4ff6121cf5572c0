//! Prints what this machine lets the runtime do. In: nothing. Out: one line a check. Never here: fixing it.

use container_runtime::linux::{doctor, enter_user_namespace_if_needed};

fn main() -> std::io::Result<()> {
    println!("{:?}", enter_user_namespace_if_needed(None)?);
    for check in doctor(&std::env::temp_dir()) {
        match check.outcome {
            Ok(found) => println!("ok    {}: {found}", check.name),
            Err(why) => println!(
                "{}  {}: {why}\n      {}",
                if check.needed { "FAIL" } else { "warn" },
                check.name,
                check.remedy
            ),
        }
    }
    Ok(())
}
