//! The attendee's Parameter Store. In: names and values. Out: parameters that say so. Never here: where values come from.

use serde_json::json;

use super::{PlatformError, names};
use crate::client::{Aws, JsonService};

/// The value of `/interstella/<name>`, if it is there.
pub(crate) async fn read(aws: &Aws, name: &str) -> Result<Option<String>, PlatformError> {
    let asked = aws.json(JsonService::Ssm, "GetParameter", json!({ "Name": names::parameter(name) })).await;
    match asked {
        Ok(answer) => Ok(answer.pointer("/Parameter/Value").and_then(|v| v.as_str()).map(str::to_owned)),
        Err(error) if error.is("ParameterNotFound") => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Writes the parameters that do not say so already: a version is made only for news.
pub(crate) async fn ensure(aws: &Aws, wanted: &[(&str, &str)]) -> Result<(), PlatformError> {
    for (name, value) in wanted {
        if read(aws, name).await?.as_deref() == Some(*value) {
            continue;
        }
        let put = json!({
            "Name": names::parameter(name), "Value": value, "Type": "String", "Overwrite": true,
        });
        aws.json(JsonService::Ssm, "PutParameter", put).await?;
    }
    Ok(())
}
