//! The time, as the loops ask for it: the one place where they touch a clock, so that tests can bring their own.

use std::time::{SystemTime, UNIX_EPOCH};

use model::{Dice, Time};

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Time;
}

/// The clock of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Time {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Time(since.as_millis() as i64)
    }
}

/// Dice for one decision: seeded by the moment and the world, so that two decisions never share ids.
pub(crate) fn dice(now: Time, generation: u64, salt: &str) -> Dice {
    let salt = salt
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mut dice = Dice::new(salt ^ (now.0 as u64).rotate_left(32) ^ generation);
    dice.roll();
    dice
}
