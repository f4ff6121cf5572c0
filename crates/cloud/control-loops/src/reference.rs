//! How people name a service or a task: `NAME`, `CLUSTER/NAME` or its ARN. In: a text. Out: what it says. Never here: what is called so.

use model::{Arn, Scope};

/// What a text says of the thing it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reference<'t> {
    arn: Option<(&'t str, &'t str)>,
    cluster: Option<&'t str>,
    /// Name or id.
    pub(crate) name: &'t str,
}

impl<'t> Reference<'t> {
    /// Reads the name of a `service` or `task`; `None` for an ARN of something else, and for nothing.
    pub(crate) fn read(text: &'t str, kind: &str) -> Option<Reference<'t>> {
        let (arn, path) = match Arn::parse(text) {
            Some(arn) => {
                let path = arn.resource.strip_prefix(kind)?.strip_prefix('/')?;
                (Some((arn.account, arn.region)), path)
            }
            None => (None, text),
        };
        let (cluster, name) = match path.rsplit_once('/') {
            Some((cluster, name)) => (Some(cluster), name),
            None => (None, path),
        };
        (!name.is_empty()).then_some(Reference { arn, cluster, name })
    }

    /// Whether something there can be meant.
    pub(crate) fn is_in(&self, scope: &Scope, cluster: &str) -> bool {
        let here = (scope.account.as_str(), scope.region.as_str());
        self.arn.is_none_or(|place| place == here) && self.cluster.is_none_or(|named| named == cluster)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_name_a_path_and_an_arn_mean_the_same() {
        let scope = Scope::new("000000000000", "us-west-2").unwrap();
        for text in ["web", "shop/web", "arn:aws:ecs:us-west-2:000000000000:service/shop/web"] {
            let reference = Reference::read(text, "service").unwrap();
            assert!(reference.name == "web" && reference.is_in(&scope, "shop"), "{text}");
        }
        let elsewhere = ["other/web", "arn:aws:ecs:us-east-1:000000000000:service/shop/web"];
        for text in elsewhere {
            assert!(!Reference::read(text, "service").unwrap().is_in(&scope, "shop"), "{text}");
        }
        for none in ["", "shop/", "arn:aws:ecs:us-west-2:000000000000:task/shop/web"] {
            assert_eq!(Reference::read(none, "service"), None, "{none}");
        }
    }
}
