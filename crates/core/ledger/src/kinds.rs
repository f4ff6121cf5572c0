//! The list of everything the ledger keeps. A new kind is one line here.
//! Deliberately absent: anything but the list; what a kind means is said in `model`.

use crate::specimen;

crate::world::world! {
    notes: specimen::Note,
    specimens: specimen::Specimen,
}
