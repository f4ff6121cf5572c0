//! How fast the clock of metrics, alarms and scaling runs.
//!
//! In: a period as CloudWatch or Application Auto Scaling names it. Out: how long it takes here. Never here: reading a clock.
//!
//! At speed 1 a period of 60 s takes 60 s, as on AWS. At speed 20 it takes 3 s: what is measured, evaluated, waited for and cooled down by the
//! minute happens every 3 s. Moments stay real; only stretches shrink, and whoever tells a user of a stretch appends
//! [`Pace::remark`].

/// A speed: how many of AWS's seconds pass in one real second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace(i64);

impl Pace {
    /// AWS's own.
    pub const HONEST: Pace = Pace(1);

    /// A speed that leaves a minute whole seconds; `None` for others.
    pub fn new(speed: u8) -> Option<Pace> {
        (speed > 0 && 60 % speed == 0).then_some(Pace(i64::from(speed)))
    }

    /// How long `nominal` ms take here, in ms.
    pub fn takes(self, nominal: i64) -> i64 {
        nominal / self.0
    }

    /// ` (clock speed 20: 60 s take 3 s)`, or nothing at AWS's own speed.
    pub fn remark(self) -> String {
        match self.0 {
            1 => String::new(),
            speed => format!(" (clock speed {speed}: 60 s take {} s)", 60 / speed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;

    #[test]
    fn a_minute_stays_whole_seconds() {
        assert_eq!(Pace::new(7), None);
        assert_eq!(Pace::new(0), None);
        assert_eq!(Pace::new(20).map(|pace| pace.takes(60_000)), Some(3000));
    }

    #[test]
    fn only_another_clock_is_remarked() {
        assert_eq!(Pace::HONEST.remark(), "");
        assert_eq!(Pace::new(20).map(Pace::remark).as_deref(), Some(" (clock speed 20: 60 s take 3 s)"));
    }
}
