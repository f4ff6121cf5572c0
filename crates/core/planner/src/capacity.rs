//! Which capacity provider a task is started from: bases are filled first, then weights share what is more.
//!
//! In: a strategy and how many tasks each provider has. Out: a provider. Never here: where the task goes then.
//! Source: ECS API reference, `CapacityProviderStrategyItem`.

use std::collections::BTreeMap;

use model::ecs::{CapacityProviderStrategyItem, LaunchType};

/// How many tasks come from each provider.
pub type Counts = BTreeMap<String, usize>;

/// The launch type behind a provider's name: AWS's own two are FARGATE, any other is a group of instances.
pub fn launch_type(provider: &str) -> LaunchType {
    match provider {
        "FARGATE" | "FARGATE_SPOT" => LaunchType::Fargate,
        _ => LaunchType::Ec2,
    }
}

/// The provider of the next task, booked in `counts`; `None` only where the strategy gives nobody a share.
pub fn next<'s>(strategy: &'s [CapacityProviderStrategyItem], counts: &mut Counts) -> Option<&'s str> {
    let provider = choose(strategy, counts)?;
    *counts.entry(provider.to_owned()).or_default() += 1;
    Some(provider)
}

fn choose<'s>(strategy: &'s [CapacityProviderStrategyItem], counts: &Counts) -> Option<&'s str> {
    if let [only] = strategy {
        return Some(&only.provider);
    }
    let has = |item: &CapacityProviderStrategyItem| counts.get(&item.provider).copied().unwrap_or(0) as i64;
    if let Some(item) = strategy.iter().find(|item| has(item) < item.base) {
        return Some(&item.provider);
    }
    // Tasks beyond the base per weight, compared crosswise; the first of equals.
    let beyond = |item: &CapacityProviderStrategyItem| i128::from(has(item) - item.base);
    let sharing = strategy.iter().filter(|item| item.weight > 0);
    let least = sharing.min_by(|one, other| {
        (beyond(one) * i128::from(other.weight)).cmp(&(beyond(other) * i128::from(one.weight)))
    });
    least.map(|item| item.provider.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(provider: &str, weight: i64, base: i64) -> CapacityProviderStrategyItem {
        CapacityProviderStrategyItem { provider: provider.to_owned(), weight, base }
    }

    /// How many of `tasks` tasks come from each of `a` and `b`.
    fn shares(a: (i64, i64), b: (i64, i64), tasks: usize) -> (usize, usize) {
        let strategy = [item("a", a.0, a.1), item("b", b.0, b.1)];
        let mut counts = Counts::new();
        for _ in 0..tasks {
            next(&strategy, &mut counts);
        }
        let of = |provider: &str| counts.get(provider).copied().unwrap_or(0);
        (of("a"), of("b"))
    }

    #[test]
    fn bases_come_first_and_weights_share_the_rest() {
        assert_eq!(shares((1, 0), (4, 0), 5), (1, 4));
        assert_eq!(shares((1, 2), (1, 0), 2), (2, 0));
        assert_eq!(shares((1, 2), (1, 0), 6), (4, 2));
        assert_eq!(shares((0, 2), (1, 0), 6), (2, 4));
        assert_eq!(shares((1, 0), (1, 0), 7), (4, 3));
        assert_eq!(shares((0, 0), (0, 0), 3), (0, 0), "nobody has a share");
    }

    #[test]
    fn a_single_provider_takes_all_whatever_its_weight() {
        assert_eq!(next(&[item("FARGATE", 0, 0)], &mut Counts::new()), Some("FARGATE"));
        assert_eq!(launch_type("FARGATE_SPOT"), LaunchType::Fargate);
        assert_eq!(launch_type("my-group"), LaunchType::Ec2);
    }

    #[test]
    fn what_is_missing_is_made_up_for() {
        let strategy = [item("a", 1, 0), item("b", 1, 0)];
        let mut counts = Counts::from([("a".to_owned(), 5), ("b".to_owned(), 3)]);
        assert_eq!([(); 3].map(|()| next(&strategy, &mut counts)), [Some("b"), Some("b"), Some("a")]);
    }
}
