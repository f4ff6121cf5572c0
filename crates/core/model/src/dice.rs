//! Randomness as a value: the caller seeds it, so the same seed gives the same ids and the same plan.

/// A small deterministic generator (SplitMix64). Not for secrets: those come from the operating system.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice that always fall the same way for the same seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// 64 random bits.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 when `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        if bound == 0 { 0 } else { (self.roll() % bound as u64) as usize }
    }

    /// So many lower-case hexadecimal digits.
    pub fn hex(&mut self, digits: usize) -> String {
        let mut text = String::with_capacity(digits + 16);
        while text.len() < digits {
            let roll = u128::from(self.roll());
            text.extend((0..16).rev().map(|place| hex_digit(roll, place)));
        }
        text.truncate(digits);
        text
    }

    /// A version 4 UUID.
    pub fn uuid(&mut self) -> String {
        let (high, low) = (self.roll(), self.roll());
        uuid(u128::from(high) << 64 | u128::from(low))
    }

    /// So many decimal digits, the first not 0.
    pub fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|place| {
                let digit = if place == 0 { 1 + self.below(9) } else { self.below(10) };
                char::from(b'0' + digit as u8)
            })
            .collect()
    }
}

/// The version 4 UUID of 128 random bits, of which it takes 122. Every call of an operation has two.
pub fn uuid(bits: u128) -> String {
    let version = 0x4 << 76 | 0b10 << 62;
    let free = !(0xf << 76 | 0b11 << 62);
    let bits = bits & free | version;
    let mut text = String::with_capacity(36);
    for place in (0..32).rev() {
        text.push(hex_digit(bits, place));
        if [24, 20, 16, 12].contains(&place) {
            text.push('-');
        }
    }
    text
}

/// The hexadecimal digit at a place, counted from the last one.
fn hex_digit(bits: u128, place: u32) -> char {
    char::from(b"0123456789abcdef"[(bits >> (4 * place)) as usize & 15])
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        let (mut one, mut two) = (Dice::new(7), Dice::new(7));
        assert_eq!(one.hex(32), two.hex(32));
        assert_eq!(one.hex(17).len(), 17);
        let uuid = one.uuid();
        assert_eq!((uuid.len(), uuid.as_bytes()[14]), (36, b'4'));
        assert_eq!(super::uuid(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(super::uuid(0x0123_4567_89ab_cdef << 64), "01234567-89ab-4def-8000-000000000000");
    }
}
