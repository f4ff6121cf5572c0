//! A moment on the wire: milliseconds since the Unix epoch. In and out: numbers. Never here: reading a clock.

/// Milliseconds since 1970-01-01T00:00:00Z, the precision AWS answers carry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since the epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// From seconds since the epoch; rounded to the nearest millisecond, saturating at the ends of `i64`.
    pub fn from_seconds(seconds: f64) -> Self {
        Self((seconds * 1000.0).round() as i64)
    }

    /// Milliseconds since the epoch.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Seconds since the epoch, with fraction.
    pub fn seconds(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}
