//! Waiting for what must come, without asserting when. In: a question asked again and again. Out: its answer.
//! Never here: fixed pauses standing for work.

use std::thread::sleep;
use std::time::{Duration, Instant};

/// Generous: a machine that builds something else meanwhile must not fail a test.
const PATIENCE: Duration = Duration::from_secs(180);
const PAUSE: Duration = Duration::from_millis(150);

/// Asks until the answer is `Ok`; fails the test with the last `Err` when three minutes were not enough.
#[track_caller]
pub fn until<T>(what: &str, mut ask: impl FnMut() -> Result<T, String>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        match ask() {
            Ok(answer) => return answer,
            Err(last) if Instant::now() > end => panic!("never {what}; last seen: {last}"),
            Err(_) => sleep(PAUSE),
        }
    }
}

/// Asks until the answer is yes; fails the test after three minutes.
#[track_caller]
pub fn until_true(what: &str, mut ask: impl FnMut() -> bool) {
    until(what, || if ask() { Ok(()) } else { Err("not yet".to_owned()) });
}
