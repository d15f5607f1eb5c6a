#include <unistd.h>

#include <iostream>
#include <string>
#include <string_view>

#include "cli/commands.hpp"
#include "cli/declaration_report.hpp"
#include "core/example_verdict.hpp"
#include "core/text.hpp"

namespace mfp::cli {

namespace {

constexpr std::size_t longest_payload_shown = 60;

std::string cut(std::string_view payload) {
  std::string text = core::printable(payload.substr(0, longest_payload_shown));
  return payload.size() > longest_payload_shown ? text + "…" : text;
}

std::string expectation(const core::Expectation& wanted) {
  switch (wanted.kind) {
    case core::Expectation::Kind::nothing:
      return "nothing";
    case core::Expectation::Kind::error:
      return "error";
    case core::Expectation::Kind::bytes:
      break;
  }
  return wanted.bytes.empty() ? "an empty payload" : cut(wanted.bytes);
}

std::string why(const core::Example& example, const core::ExampleVerdict& verdict) {
  if (verdict.outcome == core::Outcome::converted && example.gives.kind == core::Expectation::Kind::bytes)
    return core::difference(example.gives.bytes, verdict.came);
  std::string came = "came    " + core::printable(verdict.came) + '\n';
  if (verdict.outcome == core::Outcome::passed_over) came = "came    nothing: the message was passed over\n";
  if (verdict.outcome == core::Outcome::failed) came = "came    an error: " + core::printable(verdict.came) + '\n';
  return "wanted  " + expectation(example.gives) + '\n' + came;
}

/// Each line of `text` with `indent` before it.
std::string indented(std::string_view text, std::string_view indent) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out += indent;
    out += text.substr(0, end);
    text.remove_prefix(end);
  }
  return out;
}

enum class TestOutput : std::uint8_t { plain, tap };

/// Says what came of each example, for a person or as TAP (testanything.org, version 13).
class Teller {
 public:
  explicit Teller(TestOutput output)
      : output_(output), colored_(output == TestOutput::plain && isatty(STDOUT_FILENO) == 1) {}

  void begin(std::size_t examples) const {
    if (output_ == TestOutput::tap) std::cout << "TAP version 13\n1.." << examples << '\n';
  }

  void tell(const std::string& name, const core::Example& example, const core::ExampleVerdict& verdict) {
    ++(verdict.passed ? passed_ : failed_);
    const std::string what = name + "  " + cut(example.payload) + " -> " + expectation(example.gives);
    if (output_ == TestOutput::tap) {
      // A # would begin a directive.
      std::string escaped;
      for (const char c : what) escaped += c == '#' ? std::string("\\#") : std::string(1, c);
      std::cout << (verdict.passed ? "ok " : "not ok ") << passed_ + failed_ << " - " << escaped << '\n';
    } else {
      std::cout << (verdict.passed ? paint("ok    ", "32") : paint("FAILED", "31")) << "  " << what << '\n';
    }
    if (!verdict.passed) std::cout << indented(why(example, verdict), output_ == TestOutput::tap ? "# " : "        ");
  }

  void end() const {
    if (output_ == TestOutput::tap) std::cout << "# ";
    std::cout << core::with_thousands(passed_) << " passed, " << core::with_thousands(failed_) << " failed\n";
  }

  [[nodiscard]] bool all_passed() const { return failed_ == 0; }

 private:
  [[nodiscard]] std::string paint(std::string_view text, std::string_view color) const {
    if (!colored_) return std::string(text);
    return "\x1b[" + std::string(color) + "m" + std::string(text) + "\x1b[0m";
  }

  TestOutput output_;
  bool colored_;
  std::uint64_t passed_ = 0;
  std::uint64_t failed_ = 0;
};

}  // namespace

ExitCode test(const Options& options) {
  const declaration::Declaration declaration = load_with_examples(options);
  const ExitCode found = report(declaration, std::cerr);
  if (found != ExitCode::ok) return found;
  if (declaration.examples.empty()) {
    std::cerr << "error: there are no examples to test; a definition holds them under 'examples'\n";
    return ExitCode::no_input;
  }
  Teller teller(options.tap ? TestOutput::tap : TestOutput::plain);
  teller.begin(declaration.examples.size());
  core::PayloadReader reader;
  for (const core::Example& example : declaration.examples) {
    const core::Participant& participant = declaration.participants[example.participant];
    teller.tell(core::port_name(participant, participant.ports(example.direction)[example.port]), example,
                core::judge(example, reader));
  }
  teller.end();
  if (!std::cout.flush()) return ExitCode::io_error;
  return teller.all_passed() ? ExitCode::ok : ExitCode::failed;
}

}  // namespace mfp::cli
