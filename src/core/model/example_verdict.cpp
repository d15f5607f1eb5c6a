#include "core/model/example_verdict.hpp"

#include <algorithm>

#include "core/text/text.hpp"

namespace mfp::core {

namespace {

constexpr std::size_t most_shown = 200;

bool is_expected(const Expectation& wanted, const ExampleVerdict& verdict) {
  switch (wanted.kind) {
    case Expectation::Kind::nothing:
      return verdict.outcome == Outcome::skipped;
    case Expectation::Kind::error:
      return verdict.outcome == Outcome::failed;
    case Expectation::Kind::bytes:
      break;
  }
  return verdict.outcome == Outcome::converted && verdict.came == wanted.bytes;
}

/// `0x4f 'O'`, or `the end`.
std::string byte_at(std::string_view text, std::size_t position) {
  if (position >= text.size()) return "the end";
  const auto byte = static_cast<unsigned char>(text[position]);
  std::string shown = "0x" + hexadecimal(byte, 2);
  if (byte > ' ' && byte < 127) shown += std::string(" '") + text[position] + '\'';
  return shown;
}

}  // namespace

ExampleVerdict judge(const Example& example, PayloadReader& reader) {
  ExampleVerdict verdict;
  verdict.came = example.payload;
  if (example.conversion) {
    reader.open(example.payload);
    const Converted converted = example.conversion->convert(reader, verdict.came);
    verdict.outcome = converted.outcome;
    if (converted.outcome == Outcome::failed) verdict.came = converted.fault.text();
  }
  verdict.passed = is_expected(example.gives, verdict);
  return verdict;
}

std::string difference(std::string_view wanted, std::string_view came) {
  const auto same = std::mismatch(wanted.begin(), wanted.end(), came.begin(), came.end()).first - wanted.begin();
  const auto position = static_cast<std::size_t>(same);
  return "wanted  " + printable(wanted.substr(0, most_shown)) + "\ncame    " + printable(came.substr(0, most_shown)) +
         "\nbyte " + with_thousands(position + 1) + ": wanted " + byte_at(wanted, position) + ", came " +
         byte_at(came, position) + '\n';
}

}  // namespace mfp::core
