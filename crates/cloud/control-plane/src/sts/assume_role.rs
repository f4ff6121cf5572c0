//! AssumeRole: temporary credentials that carry the role's account. The secret is told once; only who holds the key is kept.

use base64::Engine;
use ledger::Txn;
use model::sts::Session;
use model::{AccountId, Arn, ids};
use sha2::{Digest, Sha256};
use shapes::sts::{AssumeRole, AssumeRoleRequest, AssumeRoleResponse, AssumedRoleUser, Credentials};
use shapes::{Error, Timestamp};

use crate::Caller;
use crate::table::Write;

impl Write for AssumeRole {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: AssumeRoleRequest,
    ) -> Result<AssumeRoleResponse, Error> {
        let account = role_account(&input.role_arn)?;
        check_session_name(&input.role_session_name)?;
        let seconds = duration(input.duration_seconds)?;
        let session = Session {
            access_key: ids::temporary_access_key(&account, random(caller, "access key")),
            account,
            role_arn: input.role_arn,
            session_name: input.role_session_name,
            expires: caller.now.plus(seconds * 1000),
            source_identity: input.source_identity,
        };
        let user = AssumedRoleUser { arn: Some(session.arn()), assumed_role_id: Some(session.user_id()) };
        let source_identity = session.source_identity.clone();
        let credentials = credentials(caller, &session);
        txn.put(session);
        Ok(AssumeRoleResponse {
            assumed_role_user: Some(user),
            credentials: Some(credentials),
            packed_policy_size: None,
            source_identity,
        })
    }
}

/// The account of `arn:aws:iam::A:role/NAME`.
fn role_account(role_arn: &str) -> Result<AccountId, Error> {
    let arn = Arn::parse(role_arn).filter(|arn| arn.service == "iam" && arn.region.is_empty());
    let named = |arn: &Arn<'_>| {
        let name = arn.resource.strip_prefix("role/").and_then(|path| path.rsplit('/').next());
        name.is_some_and(|name| !name.is_empty())
    };
    let account = arn.filter(named).and_then(|arn| AccountId::new(arn.account).ok());
    account.ok_or_else(|| Error::validation(format!("{role_arn} is invalid")))
}

fn check_session_name(name: &str) -> Result<(), Error> {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte);
    if (2..=64).contains(&name.len()) && name.bytes().all(known) {
        return Ok(());
    }
    Err(Error::validation(format!(
        "1 validation error detected: Value '{name}' at 'roleSessionName' failed to satisfy constraint: \
         Member must satisfy regular expression pattern: [\\w+=,.@-]*"
    )))
}

/// 900 to 43200 seconds, 3600 unless given.
fn duration(given: Option<i64>) -> Result<i64, Error> {
    let seconds = given.unwrap_or(3600);
    if (900..=43_200).contains(&seconds) {
        return Ok(seconds);
    }
    Err(Error::validation("The requested DurationSeconds must be between 900 and 43200"))
}

fn credentials(caller: &Caller, session: &Session) -> Credentials {
    let base64 = base64::engine::general_purpose::STANDARD;
    let (secret, token) = (random::<30>(caller, "secret"), random::<32>(caller, "token"));
    Credentials {
        access_key_id: Some(session.access_key.clone()),
        secret_access_key: Some(base64.encode(secret)),
        session_token: Some(base64.encode(token)),
        expiration: Some(Timestamp::from_millis(session.expires.0)),
    }
}

/// Up to 32 bytes for one purpose out of the caller's fresh randomness.
fn random<const N: usize>(caller: &Caller, purpose: &str) -> [u8; N] {
    let digest = Sha256::new().chain_update(caller.entropy).chain_update(purpose).finalize();
    std::array::from_fn(|place| digest[place])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::table::Read;
    use ledger::{Ledger, Storage};
    use shapes::sts::{GetCallerIdentity, GetCallerIdentityRequest, GetCallerIdentityResponse};

    fn assume(ledger: &Ledger, change: impl FnOnce(&mut AssumeRoleRequest)) -> Result<Credentials, Error> {
        let mut input = AssumeRoleRequest {
            role_arn: "arn:aws:iam::123456789012:role/path/app".into(),
            role_session_name: "me".into(),
            ..Default::default()
        };
        change(&mut input);
        let output = ledger.transact(|txn| AssumeRole::write(txn, &mut Caller::example(), input));
        output.map(|(output, _)| output.credentials.unwrap())
    }

    fn identity(ledger: &Ledger, key: &str, after: i64) -> Result<GetCallerIdentityResponse, Error> {
        let mut caller = Caller::example();
        caller.access_key = key.to_owned();
        caller.now = caller.now.plus(after);
        GetCallerIdentity::read(&ledger.snapshot(), &mut caller, GetCallerIdentityRequest {})
    }

    #[test]
    fn the_holder_is_the_assumed_role_until_it_expires() {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        let credentials = assume(&ledger, |_| {}).unwrap();
        assert_eq!(credentials.secret_access_key.unwrap().len(), 40);
        let key = credentials.access_key_id.unwrap();
        let who = identity(&ledger, &key, 3_599_999).unwrap();
        assert_eq!(who.arn.as_deref(), Some("arn:aws:sts::123456789012:assumed-role/app/me"));
        assert_eq!(who.account.as_deref(), Some("123456789012"));
        assert!(who.user_id.unwrap().starts_with("AROA"));
        assert_eq!(identity(&ledger, &key, 3_600_000).unwrap_err().code, "ExpiredToken");
    }

    #[test]
    fn a_plain_key_is_root_and_a_forged_one_nobody() {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        let who = identity(&ledger, "test", 0).unwrap();
        assert_eq!(who.arn.as_deref(), Some("arn:aws:iam::000000000000:root"));
        let account = AccountId::new("123456789012").unwrap();
        let forged = ids::temporary_access_key(&account, [0; 5]);
        assert_eq!(identity(&ledger, &forged, 0).unwrap_err().code, "InvalidClientTokenId");
    }

    #[test]
    fn what_cannot_be_honoured_is_refused() {
        let ledger = Ledger::open(Storage::Memory).unwrap();
        let refused = |change: fn(&mut AssumeRoleRequest)| assume(&ledger, change).unwrap_err().message;
        assert_eq!(
            refused(|input| input.role_arn = "arn:aws:iam::1:role/a".into()),
            "arn:aws:iam::1:role/a is invalid"
        );
        assert!(refused(|input| input.role_session_name = "a b".into()).contains("roleSessionName"));
        assert!(refused(|input| input.duration_seconds = Some(899)).contains("900"));
    }
}
