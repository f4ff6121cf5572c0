//! Filter policies as JSON. In: the text of the attribute. Out: the typed policy or what is wrong with it. Never here: matching.

use ledger::World;
use model::AddressBlock;
use model::sns::{Comparison, Condition, FilterPolicy, FilterScope, Literal, Subscription};
use serde_json::{Map, Value};
use shapes::Error;
use shapes::sns::errors;

use super::refusal::not_here;

const MOST_KEYS: usize = 5;
const MOST_COMBINATIONS: usize = 150;
const LONGEST: usize = 262_144;
/// Objects within objects.
const DEEPEST: usize = 16;

/// Subscriptions of a topic that may have a policy (SNS developer guide, Filter policy constraints).
const MOST_OF_TOPIC: usize = 200;

/// Refuses one more policy in a topic that has as many as it may.
pub(crate) fn check_count(world: &World, subscription: &Subscription) -> Result<(), Error> {
    let all = world.scan_prefix::<Subscription>(&subscription.scope, &format!("{}/", subscription.topic));
    let others = all.filter(|one| one.filter.is_some() && one.id != subscription.id);
    match subscription.filter.is_none() || others.count() < MOST_OF_TOPIC {
        true => Ok(()),
        false => Err(errors::filter_policy_limit_exceeded_exception(format!(
            "Filter policy limit exceeded: a topic has at most {MOST_OF_TOPIC} subscriptions with a filter policy"
        ))),
    }
}

/// The policy; an error is the reason, beginning with the attribute's name.
pub(crate) fn read(json: &str, scope: FilterScope) -> Result<FilterPolicy, String> {
    parse(json, scope).map_err(|reason| format!("FilterPolicy: {reason}"))
}

fn parse(json: &str, scope: FilterScope) -> Result<FilterPolicy, String> {
    if json.len() > LONGEST {
        return Err("Filter policy is too large".to_owned());
    }
    let whole: Map<String, Value> =
        serde_json::from_str(json).map_err(|error| format!("failed to parse JSON. {error}"))?;
    if whole.len() > MOST_KEYS {
        return Err(format!("Filter policy can not have more than {MOST_KEYS} keys"));
    }
    let policy = object(&whole, scope, DEEPEST)?;
    match combinations(&policy, 1).is_some_and(|count| count <= MOST_COMBINATIONS) {
        true => Ok(policy),
        false => Err("Filter policy is too complex".to_owned()),
    }
}

fn object(members: &Map<String, Value>, scope: FilterScope, depth: usize) -> Result<FilterPolicy, String> {
    let mut policy = FilterPolicy::default();
    for (key, value) in members {
        if let Some(alternatives) = alternatives(key, value) {
            let each = alternatives.into_iter().map(|one| object(one, scope, depth));
            policy.alternatives = each.collect::<Result<_, _>>()?;
        } else if let Value::Object(inner) = value {
            policy.nested.insert(key.clone(), nested(inner, scope, depth)?);
        } else {
            policy.keys.insert(key.clone(), conditions(key, value)?);
        }
    }
    Ok(policy)
}

/// What `$or` lists: two objects or more; anything else under that name is a key like others.
fn alternatives<'v>(key: &str, value: &'v Value) -> Option<Vec<&'v Map<String, Value>>> {
    let items = value.as_array().filter(|items| key == "$or" && items.len() > 1)?;
    items.iter().map(Value::as_object).collect()
}

fn nested(members: &Map<String, Value>, scope: FilterScope, depth: usize) -> Result<FilterPolicy, String> {
    if scope == FilterScope::Attributes {
        return Err("Filter policy scope MessageAttributes does not support nested filter policy".to_owned());
    }
    let depth = depth.checked_sub(1).ok_or("Filter policy is nested too deeply")?;
    if members.is_empty() {
        return Err("Empty objects are not allowed".to_owned());
    }
    object(members, scope, depth)
}

/// The values of every key, times how deep it lies, multiplied; of alternatives the sum.
fn combinations(policy: &FilterPolicy, level: usize) -> Option<usize> {
    let keys = policy.keys.values().map(|conditions| conditions.len().checked_mul(level));
    let nested = policy.nested.values().map(|inner| combinations(inner, level + 1));
    let own = keys.chain(nested).try_fold(1_usize, |product, count| product.checked_mul(count?))?;
    let each = policy.alternatives.iter().map(|one| combinations(one, level));
    match policy.alternatives.is_empty() {
        true => Some(own),
        false => own.checked_mul(each.sum::<Option<usize>>()?),
    }
}

fn conditions(key: &str, value: &Value) -> Result<Vec<Condition>, String> {
    match value {
        Value::Array(items) if items.is_empty() => Err(format!("Empty arrays are not allowed: {key:?}")),
        Value::Array(items) => items.iter().map(condition).collect(),
        _ => Err(format!("{key:?} must be an object or an array")),
    }
}

fn condition(value: &Value) -> Result<Condition, String> {
    match value {
        Value::Object(operators) => operator(operators),
        other => literal(other).map(Condition::Is),
    }
}

/// A plain value.
fn literal(value: &Value) -> Result<Literal, String> {
    match value {
        Value::String(text) => Ok(Literal::Text(text.clone())),
        Value::Number(number) => {
            Ok(Literal::Number(number.as_f64().ok_or("Numeric value is not a valid number")?))
        }
        Value::Bool(truth) => Ok(Literal::Bool(*truth)),
        Value::Null => Ok(Literal::Null),
        _ => Err("Match value must be String, number, true, false, or null".to_owned()),
    }
}

/// `{"prefix": "a"}` and its like: exactly one operator.
fn operator(operators: &Map<String, Value>) -> Result<Condition, String> {
    let mut each = operators.iter();
    let (Some((name, value)), None) = (each.next(), each.next()) else {
        return Err("Only one key allowed in match expression".to_owned());
    };
    match name.as_str() {
        "prefix" => text(name, value).map(Condition::Prefix),
        "suffix" => text(name, value).map(Condition::Suffix),
        "equals-ignore-case" => text(name, value).map(Condition::EqualsIgnoreCase),
        "exists" => value
            .as_bool()
            .map(Condition::Exists)
            .ok_or("exists match pattern must be either true or false.".to_owned()),
        "anything-but" => anything_but(value),
        "numeric" => numeric(value),
        "cidr" => cidr(value),
        other => Err(format!("Unrecognized match type {other}")),
    }
}

fn text(operator: &str, value: &Value) -> Result<String, String> {
    value.as_str().map(str::to_owned).ok_or_else(|| format!("{operator} match pattern must be a string"))
}

fn cidr(value: &Value) -> Result<Condition, String> {
    let block = AddressBlock::parse(&text("cidr", value)?);
    block
        .map(Condition::Within)
        .ok_or("cidr match pattern must be an address block such as 10.0.0.0/24".to_owned())
}

fn anything_but(value: &Value) -> Result<Condition, String> {
    let Value::Object(inner) = value else {
        let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        if items.is_empty() {
            return Err("Empty arrays are not allowed: \"anything-but\"".to_owned());
        }
        return items.iter().map(literal).collect::<Result<_, _>>().map(Condition::AnythingBut);
    };
    let mut each = inner.iter();
    match (each.next(), each.next()) {
        (Some((name, value)), None) if name == "prefix" => {
            text(name, value).map(Condition::AnythingButPrefix)
        }
        (Some((name, value)), None) if name == "suffix" => {
            text(name, value).map(Condition::AnythingButSuffix)
        }
        _ => Err(not_here("anything-but with other than values, a prefix or a suffix")),
    }
}

/// `["=", 5]` or a range such as `[">", 0, "<=", 5]`.
fn numeric(value: &Value) -> Result<Condition, String> {
    let items = value.as_array().filter(|items| !items.is_empty());
    let items = items.ok_or("Value of numeric must be an array and not empty.")?;
    if items.len() % 2 == 1 || items.len() > 4 {
        return Err("Too many or too few elements in numeric expression".to_owned());
    }
    let comparisons: Vec<_> = items.chunks(2).map(comparison).collect::<Result<_, _>>()?;
    match comparisons.as_slice() {
        [_] => Ok(Condition::Numeric(comparisons)),
        [(Comparison::Greater | Comparison::AtLeast, low), (Comparison::Less | Comparison::AtMost, high)] => {
            match low < high {
                true => Ok(Condition::Numeric(comparisons)),
                false => Err("Bottom must be less than top".to_owned()),
            }
        }
        _ => Err("Bad numeric range operator: a range is > or >=, then < or <=".to_owned()),
    }
}

fn comparison(pair: &[Value]) -> Result<(Comparison, f64), String> {
    let [operator, bound] = pair else { return Err("Invalid member in numeric match".to_owned()) };
    let comparison = match operator.as_str() {
        Some("=") => Comparison::Equal,
        Some("<") => Comparison::Less,
        Some("<=") => Comparison::AtMost,
        Some(">") => Comparison::Greater,
        Some(">=") => Comparison::AtLeast,
        _ => return Err(format!("Unrecognized numeric range operator: {operator}")),
    };
    let bound = bound.as_f64().ok_or(format!("Value of {operator} must be numeric"))?;
    Ok((comparison, bound))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<FilterPolicy, String> {
        super::read(json, FilterScope::Attributes)
    }

    #[test]
    fn what_cannot_be_evaluated_is_refused() {
        for (bad, words) in [
            ("[]", "FilterPolicy: failed to parse JSON"),
            (r#"{"a":"b"}"#, r#"FilterPolicy: "a" must be an object or an array"#),
            (r#"{"a":[]}"#, "FilterPolicy: Empty arrays are not allowed"),
            (r#"{"a":[["b"]]}"#, "FilterPolicy: Match value must be"),
            (r#"{"a":[{"cidr":"10.0.0.0"}]}"#, "FilterPolicy: cidr match pattern must be an address block"),
            (r#"{"$or":[{"a":["b"]}]}"#, "FilterPolicy: Unrecognized match type a"),
            (r#"{"a":{"b":["c"]}}"#, "FilterPolicy: Filter policy scope MessageAttributes does not support"),
            (r#"{"a":[{"prefix":"b","suffix":"c"}]}"#, "FilterPolicy: Only one key allowed"),
            (r#"{"a":[{"numeric":["<",5,">",3]}]}"#, "FilterPolicy: Bad numeric range operator"),
            (r#"{"a":[{"numeric":[">",5,"<",3]}]}"#, "FilterPolicy: Bottom must be less than top"),
            (
                r#"{"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}"#,
                "FilterPolicy: Filter policy can not have more than 5 keys",
            ),
        ] {
            let reason = read(bad).unwrap_err();
            assert!(reason.starts_with(words), "{bad}: {reason}");
        }
    }

    #[test]
    fn combinations_are_bounded() {
        let list = |count: usize| format!("[{}]", vec!["1"; count].join(","));
        let policy = |a, b| format!(r#"{{"a":{},"b":{}}}"#, list(a), list(b));
        assert!(read(&policy(15, 10)).is_ok());
        assert_eq!(read(&policy(151, 1)).unwrap_err(), "FilterPolicy: Filter policy is too complex");
        let count = |json: &str| combinations(&super::read(json, FilterScope::Body).unwrap(), 1);
        let deep = r#"{"a":{"b":{"c":["1","2","3","4"]}},"d":{"e":["1","2","3"]}}"#;
        assert_eq!(count(deep), Some(72));
        assert_eq!(count(r#"{"s":["x"],"$or":[{"m":["a","b"]},{"n":["c","d"]}]}"#), Some(4));
        let bottomless = format!("{}[1]{}", r#"{"a":"#.repeat(40), "}".repeat(40));
        assert!(super::read(&bottomless, FilterScope::Body).unwrap_err().contains("too deeply"));
    }

    #[test]
    fn what_is_deep_is_refused_whatever_it_is_made_of() {
        let body = |json: &str| super::read(json, FilterScope::Body);
        for (open, close) in [("{\"a\":", "}"), ("[", "]"), ("{\"$or\":[{\"b\":[1]},", "]}")] {
            for levels in [130, 20_000] {
                let deep = format!("{}[1]{}", open.repeat(levels), close.repeat(levels));
                assert!(body(&deep).is_err(), "{open} {levels} times");
            }
        }
    }
}
