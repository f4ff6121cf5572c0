//! What goes to disk in one step: the changes of all transactions that waited together, and the world they lead to.
//! Deliberately absent: bytes (see `entries`).

use std::sync::Arc;

use model::ids::AccountId;

use crate::durable::Outcome;
use crate::txn::Changes;
use crate::world::World;

/// What to throw away before a batch is written.
#[derive(Default)]
pub(crate) enum Wipe {
    #[default]
    Nothing,
    Accounts(Vec<AccountId>),
    Everything,
}

/// Everything that waits for the disk, as one step. Writes to one key that wait together become one.
pub(crate) struct Batch {
    pub(crate) wipe: Wipe,
    pub(crate) changes: Changes,
    /// The world once the batch is kept; shown only then.
    pub(crate) world: Arc<World>,
    pub(crate) outcome: Arc<Outcome>,
}

impl Batch {
    /// One that leads to `world` by no change yet.
    pub(crate) fn to(world: Arc<World>) -> Self {
        Self { wipe: Wipe::Nothing, changes: Changes::new(), world, outcome: Outcome::new() }
    }

    /// Adds the forgetting of one account, or of everything; what waits for it is forgotten at once.
    pub(crate) fn forget(&mut self, account: Option<&AccountId>) {
        let Some(account) = account else {
            self.changes.clear();
            self.wipe = Wipe::Everything;
            return;
        };
        self.changes.retain(|(_, key), _| key.scope.account != *account);
        match &mut self.wipe {
            Wipe::Everything => {}
            Wipe::Accounts(accounts) => accounts.push(account.clone()),
            Wipe::Nothing => self.wipe = Wipe::Accounts(vec![account.clone()]),
        }
    }
}
