//! PutParameter: a new parameter, or with Overwrite a new version of one.

use ledger::Txn;
use model::Key;
use model::ssm::{Parameter, ParameterTier, ParameterType, ParameterVersion};
use shapes::Error;
use shapes::ssm::{PutParameter, PutParameterRequest, PutParameterResult, errors};

use super::{name, tags};
use crate::Caller;
use crate::quotas;
use crate::table::Write;

/// Characters of a value.
const STANDARD: usize = 4096;
const ADVANCED: usize = 8192;
impl Write for PutParameter {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: PutParameterRequest,
    ) -> Result<PutParameterResult, Error> {
        refuse_unsupported(&input)?;
        let name = name::check(&input.name)?.to_owned();
        let tier = tier(&input)?;
        let present = txn.get::<Parameter>(&Parameter::key_of(&caller.scope, &name)).cloned();
        let parameter = match present {
            Some(now) => next(&now, caller, input, tier)?,
            None => first(txn, caller, name, input, tier)?,
        };
        let answer = PutParameterResult {
            tier: Some(parameter.tier.as_str().to_owned()),
            version: Some(parameter.version as i64),
        };
        keep(txn, parameter);
        Ok(answer)
    }
}

/// Whatever would change what the parameter means is refused rather than dropped.
fn refuse_unsupported(input: &PutParameterRequest) -> Result<(), Error> {
    let given = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
    let not_here = |what: &str| Error::validation(format!("{what} is not in this product yet; see SCOPE.md"));
    if input.r#type.as_deref() == Some("SecureString") {
        return Err(not_here("Type SecureString"));
    }
    if given(&input.key_id) {
        return Err(Error::validation("KeyId is required for SecureString type parameter only."));
    }
    Ok(())
}

/// The tier the value needs and may have.
fn tier(input: &PutParameterRequest) -> Result<ParameterTier, Error> {
    let length = input.value.chars().count();
    if input.value.is_empty() {
        return Err(Error::validation("Parameter value must not be empty."));
    }
    if input.value.contains("{{") {
        return Err(Error::validation(
            "Parameter value can't nest another parameter. Do not use \"{{}}\" in the value.",
        ));
    }
    let (tier, most) = match input.tier.as_deref() {
        Some("Advanced") => (ParameterTier::Advanced, ADVANCED),
        Some("Intelligent-Tiering") if length > STANDARD => (ParameterTier::Advanced, ADVANCED),
        _ => (ParameterTier::Standard, STANDARD),
    };
    if length <= most {
        return Ok(tier);
    }
    let word = tier.as_str();
    Err(Error::validation(format!(
        "{word} tier parameters support a maximum parameter value of {most} characters."
    )))
}

fn first(
    txn: &Txn,
    caller: &Caller,
    name: String,
    input: PutParameterRequest,
    tier: ParameterTier,
) -> Result<Parameter, Error> {
    let kind = kind(input.r#type.as_deref());
    let kind =
        kind.ok_or_else(|| Error::validation("A parameter type is required when you create a parameter."))?;
    let tags = tags::RULES.read(input.tags, &input.name)?;
    if !tags.is_empty() && input.overwrite == Some(true) {
        return Err(tags_with_overwrite());
    }
    quotas::PARAMETERS.room_beside(txn.world().counted::<Parameter>(&caller.scope, Parameter::ANY))?;
    Ok(Parameter {
        scope: caller.scope.clone(),
        name,
        kind,
        value: input.value,
        version: 1,
        tier,
        description: input.description,
        modified_at: caller.now,
        modified_by: user(caller),
        tags,
    })
}

fn next(
    now: &Parameter,
    caller: &Caller,
    input: PutParameterRequest,
    tier: ParameterTier,
) -> Result<Parameter, Error> {
    if input.overwrite != Some(true) {
        let text = "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.";
        return Err(errors::parameter_already_exists(text));
    }
    if input.tags.is_some_and(|tags| !tags.is_empty()) {
        return Err(tags_with_overwrite());
    }
    if kind(input.r#type.as_deref()).is_some_and(|kind| kind != now.kind) {
        let text = format!("The type of {} is {} and cannot be changed.", now.name, now.kind.as_str());
        return Err(errors::hierarchy_type_mismatch_exception(text));
    }
    Ok(Parameter {
        value: input.value,
        version: now.version + 1,
        // An advanced parameter does not become a standard one again.
        tier: if now.tier == ParameterTier::Advanced { now.tier } else { tier },
        description: input.description.or(now.description.clone()),
        modified_at: caller.now,
        modified_by: user(caller),
        ..now.clone()
    })
}

fn tags_with_overwrite() -> Error {
    Error::validation(
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove \
         overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    )
}

fn kind(word: Option<&str>) -> Option<ParameterType> {
    match word {
        Some("String") => Some(ParameterType::String),
        Some("StringList") => Some(ParameterType::StringList),
        _ => None,
    }
}

fn user(caller: &Caller) -> String {
    format!("arn:aws:iam::{}:root", caller.scope.account)
}

/// Stores the parameter and its version, and lets the oldest version go.
fn keep(txn: &mut Txn, parameter: Parameter) {
    txn.put(ParameterVersion {
        scope: parameter.scope.clone(),
        name: parameter.name.clone(),
        version: parameter.version,
        value: parameter.value.clone(),
        modified_at: parameter.modified_at,
    });
    if let Some(oldest) = parameter.version.checked_sub(ParameterVersion::KEPT) {
        txn.remove::<ParameterVersion>(&ParameterVersion::key_of(&parameter.scope, &parameter.name, oldest));
    }
    txn.put(parameter);
}

/// Takes a parameter and all its versions away; false when there is none.
pub(crate) fn forget(txn: &mut Txn, scope: &model::Scope, name: &str) -> bool {
    let versions = txn.scan_prefix::<ParameterVersion>(scope, &format!("{name}:"));
    let keys: Vec<Key> = versions.map(|version| model::Record::key(&**version)).collect();
    for key in keys {
        txn.remove::<ParameterVersion>(&key);
    }
    txn.remove::<Parameter>(&Parameter::key_of(scope, name)).is_some()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ssm::fixture::Desk;

    #[test]
    fn versions_count_up_only_with_overwrite() {
        let mut desk = Desk::with(&["/a"]);
        assert_eq!(desk.put("/a", "2", true).unwrap(), 2);
        assert_eq!(desk.put("/a", "3", false).unwrap_err().code, "ParameterAlreadyExists");
    }

    #[test]
    fn what_cannot_be_honoured_is_refused() {
        let good = || PutParameterRequest {
            name: "/a".into(),
            value: "1".into(),
            r#type: Some("String".into()),
            ..Default::default()
        };
        let long = "x".repeat(4097);
        let text = |text: &str| Some(text.to_owned());
        for bad in [
            PutParameterRequest { r#type: text("SecureString"), ..good() },
            PutParameterRequest { r#type: None, ..good() },
            PutParameterRequest { value: "{{ssm:x}}".into(), ..good() },
            PutParameterRequest { value: long.clone(), ..good() },
        ] {
            assert_eq!(Desk::with(&[]).write::<PutParameter>(bad).unwrap_err().code, "ValidationException");
        }
        let tiered = PutParameterRequest { value: long, tier: text("Intelligent-Tiering"), ..good() };
        let answer = Desk::with(&[]).write::<PutParameter>(tiered).unwrap();
        assert_eq!(answer.tier.as_deref(), Some("Advanced"));
    }

    #[test]
    fn the_type_stays() {
        let mut desk = Desk::with(&["/a"]);
        let (name, value, r#type) = ("/a".into(), "1".into(), Some("StringList".into()));
        let input = PutParameterRequest { name, value, r#type, overwrite: Some(true), ..Default::default() };
        assert_eq!(desk.write::<PutParameter>(input).unwrap_err().code, "HierarchyTypeMismatchException");
    }
}
