//! HQ's tables. In: names and keys. Out: tables that are there. Never here: rows.

use serde_json::json;

use super::{PlatformError, names};
use crate::client::{Aws, JsonService};

/// Makes the tables; those that are there stay.
pub(crate) async fn ensure(hq: &Aws) -> Result<(), PlatformError> {
    for (name, key) in names::TABLES {
        let table = json!({
            "TableName": name,
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{ "AttributeName": key, "AttributeType": "S" }],
            "KeySchema": [{ "AttributeName": key, "KeyType": "HASH" }],
        });
        match hq.json(JsonService::DynamoDb, "CreateTable", table).await {
            Err(error) if !error.is("ResourceInUseException") => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}
