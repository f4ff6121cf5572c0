//! GetCallerIdentity: the account's root for plain keys, the assumed role for temporary ones.

use ledger::World;
use model::ids;
use model::sts::Session;
use shapes::Error;
use shapes::sts::{GetCallerIdentity, GetCallerIdentityRequest, GetCallerIdentityResponse};

use crate::Caller;
use crate::table::Read;

impl Read for GetCallerIdentity {
    fn read(
        world: &World,
        caller: &mut Caller,
        _: GetCallerIdentityRequest,
    ) -> Result<GetCallerIdentityResponse, Error> {
        let Some(account) = ids::account_of(&caller.access_key) else {
            let account = caller.scope.account.to_string();
            let arn = Some(format!("arn:aws:iam::{account}:root"));
            return Ok(GetCallerIdentityResponse {
                user_id: Some(account.clone()),
                arn,
                account: Some(account),
            });
        };
        let session = world.get::<Session>(&Session::key_of(&account, &caller.access_key));
        let session = session.ok_or_else(|| refused("InvalidClientTokenId", "invalid"))?;
        if session.expires <= caller.now {
            return Err(refused("ExpiredToken", "expired"));
        }
        Ok(GetCallerIdentityResponse {
            user_id: Some(session.user_id()),
            account: Some(account.to_string()),
            arn: Some(session.arn()),
        })
    }
}

fn refused(code: &'static str, how: &str) -> Error {
    Error::sender(code, format!("The security token included in the request is {how}")).with_status(403)
}
