//! GetAuthorizationToken: what `docker login` takes. The password carries the account it was given to; the registry is open to whoever
//! reaches this machine, so it tells who is pushing and keeps nobody out.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ledger::World;
use model::ids::AccountId;
use sha2::{Digest, Sha256};
use shapes::Error;
use shapes::ecr::{
    AuthorizationData, GetAuthorizationToken, GetAuthorizationTokenRequest, GetAuthorizationTokenResponse,
};

use super::view;
use crate::Caller;
use crate::table::Read;

/// Milliseconds a token is said to live.
const LIFE: i64 = 12 * 3_600_000;

impl Read for GetAuthorizationToken {
    fn read(
        _world: &World,
        caller: &mut Caller,
        input: GetAuthorizationTokenRequest,
    ) -> Result<GetAuthorizationTokenResponse, Error> {
        let one = AuthorizationData {
            authorization_token: Some(STANDARD.encode(format!("AWS:{}", password(caller)))),
            expires_at: Some(view::time(caller.now.plus(LIFE))),
            proxy_endpoint: Some(caller.endpoint_url.clone()),
        };
        let count = input.registry_ids.map_or(1, |ids| ids.len().max(1));
        Ok(GetAuthorizationTokenResponse { authorization_data: Some(vec![one; count]) })
    }
}

fn password(caller: &Caller) -> String {
    let mut hash = Sha256::new();
    hash.update(b"ecr password\0");
    hash.update(caller.entropy);
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}.{hex}", caller.scope.account)
}

/// The account a password was given to; `None` for any other text.
pub fn account_of_password(password: &str) -> Option<AccountId> {
    let (account, hex) = password.split_once('.')?;
    let shaped = hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    AccountId::new(account).ok().filter(|_| shaped)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecr::fixture::Desk;

    #[test]
    fn the_token_is_a_user_and_a_password_of_the_account() {
        let answer = Desk::new().read::<GetAuthorizationToken>(Default::default()).unwrap();
        let data = answer.authorization_data.unwrap().remove(0);
        let text = String::from_utf8(STANDARD.decode(data.authorization_token.unwrap()).unwrap()).unwrap();
        let password = text.strip_prefix("AWS:").unwrap();
        assert_eq!(account_of_password(password).unwrap().as_str(), "000000000000");
        assert_eq!(data.proxy_endpoint.as_deref(), Some("http://localhost:4566"));
        assert_eq!(account_of_password("000000000000.x"), None);
    }
}
