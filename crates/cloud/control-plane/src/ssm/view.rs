//! Parameters as answers show them. In: records. Out: answers. Never here: decisions.

use model::Time;
use model::ssm::Parameter;
use shapes::Timestamp;
use shapes::ssm as out;

fn time(time: Time) -> Timestamp {
    Timestamp::from_millis(time.0)
}

/// With its value.
pub(crate) fn parameter(parameter: &Parameter, selector: Option<String>) -> out::Parameter {
    out::Parameter {
        arn: Some(parameter.arn()),
        data_type: Some("text".to_owned()),
        last_modified_date: Some(time(parameter.modified_at)),
        name: Some(parameter.name.clone()),
        selector,
        source_result: None,
        r#type: Some(parameter.kind.as_str().to_owned()),
        value: Some(parameter.value.clone()),
        version: Some(parameter.version as i64),
    }
}

/// Without its value.
pub(crate) fn metadata(parameter: &Parameter) -> out::ParameterMetadata {
    out::ParameterMetadata {
        arn: Some(parameter.arn()),
        data_type: Some("text".to_owned()),
        description: parameter.description.clone(),
        last_modified_date: Some(time(parameter.modified_at)),
        last_modified_user: Some(parameter.modified_by.clone()),
        name: Some(parameter.name.clone()),
        policies: Some(vec![]),
        tier: Some(parameter.tier.as_str().to_owned()),
        r#type: Some(parameter.kind.as_str().to_owned()),
        version: Some(parameter.version as i64),
        ..Default::default()
    }
}
