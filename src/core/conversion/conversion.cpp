#include "core/conversion/conversion.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "core/conversion/conversion_plan.hpp"
#include "core/text/number.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

using Content = PayloadReader::Content;
using FormatPiece = ConversionPlan::FormatPiece;

/// One payload on its way through one plan.
class Run {
 public:
  Run(const ConversionPlan& plan, PayloadReader& payload, std::string& out, Trace* trace)
      : plan_(plan), payload_(payload), work_(payload.workspace()), out_(out), trace_(trace) {}

  Outcome go() {
    using Step = Outcome (Run::*)();
    constexpr std::array<Step, 11> steps{&Run::read,      &Run::take_graph_type, &Run::check_where,
                                         &Run::take_path, &Run::match,           &Run::check_ignored,
                                         &Run::map,       &Run::compute,         &Run::round,
                                         &Run::format,    &Run::take_result_type};
    for (const Step step : steps) {
      if (const Outcome outcome = (this->*step)(); outcome != Outcome::converted) return outcome;
    }
    write();
    return Outcome::converted;
  }

 private:
  Outcome read() {
    if (payload_.bytes().empty()) return pass("payload", "empty");
    switch (payload_.content()) {
      case Content::too_large:
        return fail_payload("at most 1 MiB expected, got " + with_thousands(payload_.bytes().size()) + " bytes");
      case Content::not_utf8:
        return fail_payload("text in UTF-8 expected, got other bytes");
      case Content::too_deep:
        return fail_payload("JSON of at most 64 levels expected, got more");
      case Content::text:
        value_ = {ValueKind::text, payload_.bytes()};
        return note(value_.text.find_first_of("{[") == 0 ? "payload, a text since it is no JSON" : "payload, a text");
      case Content::json:
        break;
    }
    const JsonNode& root = payload_.nodes().front();
    if (root.kind == JsonNode::Kind::null) return pass("payload", "null counts as not there");
    nodes_ = &payload_.nodes();
    value_ = root.value();
    return note("payload, JSON");
  }

  Outcome take_graph_type() { return plan_.direction == Direction::in ? take_type() : Outcome::converted; }
  Outcome take_result_type() { return plan_.direction == Direction::out ? take_type() : Outcome::converted; }

  Outcome take_type() {
    if (plan_.type == ValueType::any) return Outcome::converted;
    const ValueKind came = value_.kind;
    if (!turn_into(plan_.type, value_, work_.typed, work_.parts)) return fail(expected_text(plan_.type), {});
    if (came == ValueKind::text && value_.kind == ValueKind::structure) nodes_ = &work_.parts.nodes();
    return note("type");
  }

  Outcome check_where() {
    for (const ConversionPlan::WhereStep& where : plan_.where) {
      const JsonNode* node = find(where.path);
      if (node == nullptr) return pass(where.name, "not there");
      if (!is_same(node->value(), where.wanted)) {
        return trace_ == nullptr ? Outcome::skipped
                                 : pass(where.name, shown(node->value()) + ", not " + shown(where.wanted.value()));
      }
      note_as(where.name, node->value());
    }
    return Outcome::converted;
  }

  Outcome take_path() {
    if (!plan_.path) return Outcome::converted;
    const JsonNode* node = find(plan_.path->path);
    if (node == nullptr) return pass(plan_.path->name, "not there");
    value_ = node->value();
    origin_ = plan_.path->name;
    return note(plan_.path->name);
  }

  Outcome match() {
    if (!plan_.match) return Outcome::converted;
    if (value_.text.size() > Pattern::longest_text) return fail("at most 16 KiB of text expected", "match");
    if (!plan_.match->pattern.extract(value_.text, work_.matched, value_)) return pass(plan_.match->name, "no match");
    origin_ = plan_.match->name;
    return note(plan_.match->name);
  }

  Outcome check_ignored() {
    const bool ignored = std::any_of(plan_.ignore.begin(), plan_.ignore.end(),
                                     [&](const Literal& literal) { return is_same(value_, literal); });
    return ignored ? pass("ignore", "ignored") : Outcome::converted;
  }

  Outcome map() {
    if (!plan_.map) return Outcome::converted;
    const auto found = plan_.map->find(value_.text);
    if (found != plan_.map->end()) {
      value_ = found->second.value();
    } else if (plan_.otherwise) {
      value_ = plan_.otherwise->value();
    } else {
      return pass("map", "not in the map");
    }
    origin_ = "map";
    return note("map");
  }

  Outcome compute() {
    if (!plan_.scale && !plan_.offset) return Outcome::converted;
    const std::string_view step = plan_.scale ? "scale" : "offset";
    if (!make_number()) return fail("number expected", step);
    const auto number = to_double(value_.text);
    const double result = number.value_or(HUGE_VAL) * plan_.scale.value_or(1) + plan_.offset.value_or(0);
    if (!std::isfinite(result)) return fail("number below 1.8e308 expected", step);
    work_.computed.clear();
    append_computed(result, work_.computed);
    value_ = {ValueKind::number, work_.computed};
    return note(step);
  }

  Outcome round() {
    if (!plan_.round) return Outcome::converted;
    if (!make_number()) return fail("number expected", "round");
    // The digits may stand in the very text that is written to.
    std::string& rounded = work_.formatted;
    rounded.clear();
    if (!append_rounded(value_.text, *plan_.round, rounded)) return fail("number below 1.8e308 expected", "round");
    std::swap(rounded, work_.computed);
    value_ = {ValueKind::number, work_.computed};
    return note("round");
  }

  /// Into a text of its own: the value may be a part of what the type has made.
  bool make_number() { return turn_into(ValueType::number, value_, work_.computed, work_.parts); }

  Outcome format() {
    if (!plan_.format) return Outcome::converted;
    const bool has_parts = std::any_of(plan_.format->begin(), plan_.format->end(),
                                       [](const FormatPiece& piece) { return piece.kind == FormatPiece::Kind::part; });
    if (has_parts && !open_parts()) return fail("object expected", "format");
    work_.formatted.clear();
    for (const FormatPiece& piece : *plan_.format) {
      if (!append_piece(piece)) return pass("format", "not there");
    }
    value_ = {ValueKind::text, work_.formatted};
    return note("format");
  }

  bool open_parts() {
    if (value_.kind != ValueKind::structure) return false;
    // The value may stand in the very document that is about to read it.
    work_.formatted = value_.text;
    if (work_.parts.read(work_.formatted) != JsonDocument::Outcome::json) return false;
    value_ = work_.parts.nodes().front().value();
    return true;
  }

  bool append_piece(const FormatPiece& piece) {
    switch (piece.kind) {
      case FormatPiece::Kind::text:
        work_.formatted += piece.text;
        return true;
      case FormatPiece::Kind::value:
        work_.formatted += value_.text;
        return true;
      case FormatPiece::Kind::json:
        append_json(value_, work_.formatted);
        return true;
      case FormatPiece::Kind::part:
        break;
    }
    const JsonNode* part = piece.path->find(work_.parts.nodes());
    if (part != nullptr) work_.formatted += part->text;
    return part != nullptr;
  }

  void write() {
    out_.clear();
    if (plan_.encoding == Encoding::json) {
      append_json(value_, out_);
    } else {
      out_ += value_.text;
    }
  }

  [[nodiscard]] const JsonNode* find(const JsonPath& path) const {
    return nodes_ == nullptr ? nullptr : path.find(*nodes_);
  }

  static bool is_same(const Value& value, const Literal& wanted) {
    if (value.text == wanted.text) return true;
    return value.kind == ValueKind::number && wanted.kind == ValueKind::number && same_number(value.text, wanted.text);
  }

  Outcome note(std::string_view step) {
    note_as(step, value_);
    return Outcome::converted;
  }

  void note_as(std::string_view step, const Value& value) {
    if (trace_ != nullptr) trace_->push_back({std::string(step), shown(value)});
  }

  Outcome pass(std::string_view step, std::string_view why) {
    if (trace_ != nullptr) trace_->push_back({std::string(step), std::string(why)});
    return Outcome::skipped;
  }

  Outcome fail_payload(std::string_view why) {
    out_ = "payload: ";
    out_ += why;
    if (trace_ != nullptr) trace_->push_back({"payload", std::string(why)});
    return Outcome::failed;
  }

  /// `step` is the step that wants it; empty for the type.
  Outcome fail(std::string_view wanted, std::string_view step) {
    std::string why(wanted);
    if (!step.empty()) why += " for '" + std::string(step) + '\'';
    why += ", got " + shown(value_);
    out_ = std::string(origin_) + ": " + why;
    if (trace_ != nullptr) trace_->push_back({std::string(step.empty() ? "type" : step), why});
    return Outcome::failed;
  }

  const ConversionPlan& plan_;
  PayloadReader& payload_;
  PayloadReader::Workspace& work_;
  std::string& out_;
  Trace* trace_;
  Value value_;
  /// What `where` and `path` look into; null while the value is no JSON.
  const std::vector<JsonNode>* nodes_ = nullptr;
  /// The step that the value comes from, for messages.
  std::string_view origin_ = "payload";
};

}  // namespace

Conversion::Conversion(std::unique_ptr<const ConversionPlan> plan) : plan_(std::move(plan)) {}
Conversion::~Conversion() = default;

Conversion::Compiled Conversion::compile(const ConversionSteps& steps, Direction direction, std::string_view type,
                                         std::string_view role) {
  Compiled compiled;
  auto plan = std::make_unique<ConversionPlan>(compile_plan(steps, direction, type, role, compiled.problems));
  if (compiled.problems.empty()) compiled.problems = contradictions(steps, *plan);
  plan->steps_hash = hash_of(steps, direction, type, role);
  std::stable_sort(compiled.problems.begin(), compiled.problems.end(),
                   [](const StepProblem& a, const StepProblem& b) { return a.key < b.key; });
  if (compiled.problems.empty()) compiled.conversion = std::make_shared<const Conversion>(std::move(plan));
  return compiled;
}

Outcome Conversion::convert(PayloadReader& payload, std::string& out, Trace* trace) const {
  return Run(*plan_, payload, out, trace).go();
}

bool Conversion::only_changes() const { return plan_->only_changes; }

std::uint64_t Conversion::steps_hash() const { return plan_->steps_hash; }

}  // namespace mfp::core
