//! Tags: read from requests, added to resources and taken away, in one way for all services. In: tags in a service's own shape, and its words
//! for those it does not take. Out: tags as they are kept.
//!
//! Keys that begin with `aws:`, in whatever case, are AWS's own, and a resource has 50 tags at most, in every service
//! (https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html).

use ledger::Txn;
use model::Tags;
use shapes::{Error, TagShape};

use crate::resources::Found;

/// Tags of a resource.
pub const MOST: usize = 50;

/// How a service refuses tags.
pub struct TagRules {
    /// A key that is AWS's own.
    pub reserved: fn(&str) -> Error,
    /// More tags than a resource may have; its ARN or name.
    pub too_many: fn(&str) -> Error,
    /// A key that came before in the same request; where it is taken, the last one counts.
    pub twice: Option<fn(&str) -> Error>,
}

impl TagRules {
    /// Tags of something that is made; `named` is what it will be called, as far as that is known.
    pub fn read<T: TagShape>(
        &self,
        given: Option<impl IntoIterator<Item = T>>,
        named: &str,
    ) -> Result<Tags, Error> {
        let mut tags = Tags::new();
        for (key, value) in given.into_iter().flatten().map(T::into_pair) {
            if is_reserved(&key) {
                return Err((self.reserved)(&key));
            }
            if let Some(twice) = self.twice.filter(|_| tags.contains_key(&key)) {
                return Err(twice(&key));
            }
            tags.insert(key, value);
        }
        self.count(tags, named)
    }

    /// Adds tags to a resource, or gives those there are another value.
    pub fn add<T: TagShape>(
        &self,
        txn: &mut Txn,
        found: Found,
        given: impl IntoIterator<Item = T>,
    ) -> Result<(), Error> {
        let given = self.read(Some(given), &found.arn)?;
        let mut tags = found.tags.clone();
        tags.extend(given);
        found.set_tags(txn, self.count(tags, &found.arn)?);
        Ok(())
    }

    fn count(&self, tags: Tags, named: &str) -> Result<Tags, Error> {
        if tags.len() > MOST { Err((self.too_many)(named)) } else { Ok(tags) }
    }
}

/// Takes tags away; of keys it does not have nothing is said.
pub fn remove(txn: &mut Txn, found: Found, keys: &[String]) {
    let mut tags = found.tags.clone();
    tags.retain(|key, _| !keys.contains(key));
    found.set_tags(txn, tags);
}

/// For an answer, by key.
pub fn shown<T: TagShape>(tags: &Tags) -> Vec<T> {
    tags.iter().map(|(key, value)| T::of_pair(key.clone(), value.clone())).collect()
}

/// Whether a key is AWS's own.
pub fn is_reserved(key: &str) -> bool {
    key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const RULES: TagRules = TagRules {
        reserved: |key| Error::validation(format!("reserved {key}")),
        too_many: |named| Error::validation(format!("too many on {named}")),
        twice: Some(|key| Error::validation(format!("twice {key}"))),
    };

    fn read(given: &[(&str, &str)]) -> Result<Tags, String> {
        let given = given.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        RULES.read(Some(given), "it").map_err(|error| error.message)
    }

    #[test]
    fn what_a_service_does_not_take_it_refuses_in_its_words() {
        assert_eq!(read(&[("a", "1"), ("b", "")]).unwrap().len(), 2);
        assert_eq!(read(&[("AWS:x", "1")]).unwrap_err(), "reserved AWS:x");
        assert_eq!(read(&[("a", "1"), ("a", "2")]).unwrap_err(), "twice a");
        let many: Vec<String> = (0..=MOST).map(|at| at.to_string()).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|key| (key.as_str(), "")).collect();
        assert_eq!(read(&many).unwrap_err(), "too many on it");
        assert!(!is_reserved("aws") && !is_reserved("äws:") && is_reserved("aws:"));
    }

    #[test]
    fn where_a_key_may_come_twice_the_last_one_counts() {
        let rules = TagRules { twice: None, ..RULES };
        let given = [("a", "1"), ("a", "2")].map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(rules.read(Some(given), "it").unwrap()["a"], "2");
    }
}
