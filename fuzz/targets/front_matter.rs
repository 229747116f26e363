#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cuedeck_fuzz::front_matter(bytes));
