//! Log groups. In: names. Out: groups that are there. Never here: events.

use serde_json::json;

use super::PlatformError;
use crate::client::{Aws, JsonService};

/// Makes the groups; those that are there stay.
pub(crate) async fn ensure(aws: &Aws, names: &[String]) -> Result<(), PlatformError> {
    for name in names {
        match aws.json(JsonService::Logs, "CreateLogGroup", json!({ "logGroupName": name })).await {
            Err(error) if !error.is("ResourceAlreadyExistsException") => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}
