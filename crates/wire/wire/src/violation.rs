//! Broken constraints in the words of each service. In: violations. Out: one error. Never here: finding them.

use shapes::{Error, Kind, Limits, OperationSchema, Shape};

/// One value that breaks its shape's rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation {
    /// `tags.1.member.key`
    pub(crate) path: String,
    /// as shown to the caller; `None` when a required value is missing
    pub(crate) value: Option<String>,
    /// `Member must not be null`
    pub(crate) rule: String,
}

/// How a service words a broken constraint.
enum Wording {
    /// every violation in one sentence, under this code
    Common(&'static str),
    Ecr,
    Ecs,
    Ec2,
}

fn wording(service: &str) -> Wording {
    match service {
        "ecr" => Wording::Ecr,
        "ecs" => Wording::Ecs,
        "ec2" => Wording::Ec2,
        "logs" => Wording::Common("InvalidParameterException"),
        "ssm" | "dynamodb" | "application-autoscaling" | "acm" => Wording::Common("ValidationException"),
        "servicediscovery" | "route53" => Wording::Common("InvalidInput"),
        "resource-groups" => Wording::Common("BadRequestException"),
        _ => Wording::Common("ValidationError"),
    }
}

/// The error for at least one violation.
pub(crate) fn refuse(operation: &OperationSchema, violations: &[Violation]) -> Option<Error> {
    let first = violations.first()?;
    Some(match (wording(operation.service.name), &first.value) {
        (Wording::Common(code), _) => Error::sender(code, sentence(violations)),
        (Wording::Ecr, _) => Error::sender("InvalidParameterException", ecr(first)),
        (Wording::Ecs, None) => {
            Error::sender("InvalidParameterException", format!("{} cannot be empty.", title(&first.path)))
        }
        (Wording::Ecs, Some(_)) => Error::sender("InvalidParameterException", sentence(violations)),
        (Wording::Ec2, None) => {
            let words = format!("The request must contain the parameter {}", title(&first.path));
            Error::sender("MissingParameter", words)
        }
        (Wording::Ec2, Some(value)) => {
            let words = format!("Value ({value}) for parameter {} is invalid. {}", first.path, first.rule);
            Error::sender("InvalidParameterValue", words)
        }
    })
}

fn sentence(violations: &[Violation]) -> String {
    let parts: Vec<String> = violations.iter().map(part).collect();
    let plural = if parts.len() == 1 { "" } else { "s" };
    format!("{} validation error{plural} detected: {}", parts.len(), parts.join("; "))
}

fn part(violation: &Violation) -> String {
    let value = violation.value.as_ref().map_or("null".to_owned(), |value| format!("'{value}'"));
    format!("Value {value} at '{}' failed to satisfy constraint: {}", violation.path, violation.rule)
}

fn ecr(violation: &Violation) -> String {
    let rule = violation.rule.strip_prefix("Member ").unwrap_or(&violation.rule);
    let rule = rule.replacen("regular expression pattern: ", "regular expression '", 1);
    let quote = if rule.contains("regular expression '") { "'" } else { "" };
    format!("Invalid parameter at '{}' failed to satisfy constraint: '{rule}{quote}'", violation.path)
}

fn title(path: &str) -> String {
    let mut letters = path.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The rule a scalar, list or map breaks by its size.
pub(crate) fn size_rule(shape: &Shape, size: i64) -> Option<String> {
    let Limits { min, max } = shape.limits;
    let measure = measure(shape);
    if let Some(max) = max.filter(|max| size > *max) {
        return Some(format!("Member must have {measure} less than or equal to {max}"));
    }
    let min = min.filter(|min| size < *min)?;
    Some(format!("Member must have {measure} greater than or equal to {min}"))
}

fn measure(shape: &Shape) -> &'static str {
    match shape.kind {
        Kind::Integer | Kind::Long | Kind::Double => "value",
        _ => "length",
    }
}

/// All rules of a scalar shape, as they are listed when an item of a list or map breaks one of them.
pub(crate) fn all_rules(shape: &Shape) -> String {
    let measure = measure(shape);
    let max = shape.limits.max.map(|max| format!("Member must have {measure} less than or equal to {max}"));
    let min =
        shape.limits.min.map(|min| format!("Member must have {measure} greater than or equal to {min}"));
    let (values, pattern) = match shape.kind {
        Kind::String { values, pattern } => (values, pattern),
        _ => (&[][..], ""),
    };
    let pattern = (!pattern.is_empty()).then(|| pattern_rule(pattern));
    let values = (!values.is_empty()).then(|| enum_rule(values));
    let rules: Vec<String> = [max, min, pattern, values].into_iter().flatten().collect();
    format!("[{}]", rules.join(", "))
}

pub(crate) fn pattern_rule(pattern: &str) -> String {
    format!("Member must satisfy regular expression pattern: {pattern}")
}

pub(crate) fn enum_rule(values: &[&str]) -> String {
    format!("Member must satisfy enum value set: [{}]", values.join(", "))
}
