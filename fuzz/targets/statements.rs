#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| cuedeck_fuzz::statements(text));
