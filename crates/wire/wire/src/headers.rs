//! The headers of a request, wherever they are kept.

/// Headers by lower-case name.
pub trait Headers<'a> {
    /// The first value of `name`, if it is text.
    fn get(&self, name: &str) -> Option<&'a str>;

    /// All headers in order, with lower-case names; what is no text is left out.
    fn all(&self) -> Vec<(&'a str, &'a str)>;
}

impl<'a> Headers<'a> for &[(&'a str, &'a str)] {
    fn get(&self, name: &str) -> Option<&'a str> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    fn all(&self) -> Vec<(&'a str, &'a str)> {
        self.to_vec()
    }
}
