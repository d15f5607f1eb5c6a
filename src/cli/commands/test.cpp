#include <unistd.h>

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/commands.hpp"
#include "cli/commands/declaration_report.hpp"
#include "core/model/example_verdict.hpp"
#include "core/text/diagnostic.hpp"
#include "core/text/text.hpp"

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

/// An example, and what it is of.
struct Case {
  const core::Configuration* configuration;
  const core::Participant* participant;
  const core::Example* example;

  [[nodiscard]] std::string port() const {
    return core::port_name(*participant, participant->ports(example->direction)[example->port]);
  }
  [[nodiscard]] std::string place() const {
    return core::place_text({configuration->sources[example->file], example->mark.line});
  }
};
using Cases = std::vector<Case>;

/// Without those that a participant has from the definition that it uses.
Cases own_cases(const core::Configuration& configuration) {
  Cases cases;
  for (const core::Participant& participant : configuration.participants) {
    const bool uses_definition = participant.definition != participant.file;
    for (const core::Example& example : participant.examples()) {
      if (!uses_definition || example.file == participant.file)
        cases.push_back({&configuration, &participant, &example});
    }
  }
  return cases;
}

/// The step at which a message was skipped, and why.
std::string last_step(const core::Example& example) {
  core::PayloadReader reader;
  reader.open(example.payload);
  std::string result;
  core::Trace trace;
  if (example.conversion) (void)example.conversion->convert(reader, result, &trace);
  return trace.empty() ? "" : trace.back().step() + ": " + trace.back().result;
}

std::string why(const core::Example& example, const core::ExampleVerdict& verdict) {
  if (verdict.outcome == core::Outcome::converted && example.gives.kind == core::Expectation::Kind::bytes)
    return core::difference(example.gives.bytes, verdict.came);
  std::string came = core::printable(verdict.came);
  if (verdict.outcome == core::Outcome::skipped) came = "nothing: " + last_step(example);
  if (verdict.outcome == core::Outcome::failed) came.insert(0, "an error: ");
  return "wanted  " + expectation(example.gives) + "\ncame    " + came + '\n';
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

  void tell(const Case& one) {
    const core::Example& example = *one.example;
    const core::ExampleVerdict verdict = core::judge(example, reader_);
    ++(verdict.passed ? passed_ : failed_);
    const std::string what = one.port() + "  " + cut(example.payload) + " -> " + expectation(example.gives);
    if (output_ == TestOutput::tap) {
      std::cout << (verdict.passed ? "ok " : "not ok ") << passed_ + failed_ << " - " << without_directives(what)
                << '\n';
    } else {
      std::cout << (verdict.passed ? paint("ok    ", "32") : paint("FAILED", "31")) << "  " << what << '\n';
    }
    if (verdict.passed) return;
    const std::string story = "in      " + one.place() + '\n' + why(example, verdict);
    std::cout << indented(story, output_ == TestOutput::tap ? "# " : "        ");
  }

  void end() const {
    if (output_ == TestOutput::tap) std::cout << "# ";
    std::cout << core::with_thousands(passed_) << " passed, " << core::with_thousands(failed_) << " failed\n";
  }

  [[nodiscard]] bool all_passed() const { return failed_ == 0; }

 private:
  /// In TAP a # would begin a directive.
  static std::string without_directives(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
      if (c == '#') escaped += '\\';
      escaped += c;
    }
    return escaped;
  }

  [[nodiscard]] std::string paint(std::string_view text, std::string_view color) const {
    if (!colored_) return std::string(text);
    return "\x1b[" + std::string(color) + "m" + std::string(text) + "\x1b[0m";
  }

  TestOutput output_;
  bool colored_;
  core::PayloadReader reader_;
  std::uint64_t passed_ = 0;
  std::uint64_t failed_ = 0;
};

}  // namespace

ExitCode test(const TestOptions& options) {
  const declaration::Declaration declaration = load_with_examples(options.files);
  if (const ExitCode found = report(declaration, std::cerr); found != ExitCode::ok) return found;
  // The examples of a definition are written for its own parameters, not for those of a device that uses it.
  const declaration::Declaration definitions = load_used_definitions(declaration);
  if (const ExitCode found = report(definitions, std::cerr); found != ExitCode::ok) return found;
  Cases cases = own_cases(*declaration.configuration);
  const Cases others = own_cases(*definitions.configuration);
  cases.insert(cases.end(), others.begin(), others.end());
  if (cases.empty()) {
    std::cerr << "error: there are no examples to test; a definition holds them under 'examples'\n";
    return ExitCode::no_input;
  }
  Teller teller(options.tap ? TestOutput::tap : TestOutput::plain);
  teller.begin(cases.size());
  for (const Case& one : cases) teller.tell(one);
  teller.end();
  if (!std::cout.flush()) return ExitCode::io_error;
  return teller.all_passed() ? ExitCode::ok : ExitCode::failed;
}

}  // namespace mfp::cli
