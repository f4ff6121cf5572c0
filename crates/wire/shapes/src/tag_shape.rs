//! Tags, which each service spells with a structure of its own. In: those. Out: a key and a value.

/// A key and its value.
pub trait TagShape {
    /// Both; what is missing is empty.
    fn into_pair(self) -> (String, String);
    /// Of both.
    fn of_pair(key: String, value: String) -> Self;
}

/// Services that spell tags as a map.
impl TagShape for (String, String) {
    fn into_pair(self) -> (String, String) {
        self
    }

    fn of_pair(key: String, value: String) -> Self {
        (key, value)
    }
}

/// A member with text.
pub(crate) trait Text {
    fn text(self) -> String;
    fn of(text: String) -> Self;
}

impl Text for String {
    fn text(self) -> String {
        self
    }

    fn of(text: String) -> Self {
        text
    }
}

impl Text for Option<String> {
    fn text(self) -> String {
        self.unwrap_or_default()
    }

    fn of(text: String) -> Self {
        Some(text)
    }
}
