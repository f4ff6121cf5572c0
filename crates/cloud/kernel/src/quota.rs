//! Quotas: how many of something there may be. In: a number. Out: the service's error where it is too many. Never here: counting.

use shapes::Error;

/// A row of a service's table of quotas.
pub struct Quota {
    /// As AWS calls it: `target-groups`.
    pub name: &'static str,
    /// The most there may be.
    pub most: usize,
    /// The error of one more, given the most.
    pub exceeded: fn(usize) -> Error,
}

impl Quota {
    /// Whether there may be so many.
    ///
    /// # Errors
    /// The service's own.
    pub fn check(&self, count: usize) -> Result<(), Error> {
        if count > self.most { Err((self.exceeded)(self.most)) } else { Ok(()) }
    }

    /// Whether there may be one more than so many.
    ///
    /// # Errors
    /// The service's own.
    pub fn room_beside(&self, present: usize) -> Result<(), Error> {
        self.check(present.saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_is_allowed_and_one_more_is_not() {
        let quota =
            Quota { name: "x", most: 2, exceeded: |most| Error::validation(format!("at most {most}")) };
        assert!(quota.check(2).is_ok() && quota.room_beside(1).is_ok());
        assert_eq!(quota.room_beside(2).map_err(|error| error.message), Err("at most 2".to_owned()));
        assert!(quota.check(usize::MAX).is_err());
    }
}
