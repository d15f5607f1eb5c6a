#include "core/conversion/steps/format.hpp"

#include <algorithm>
#include <utility>

#include "core/text/text_template.hpp"

namespace mfp::core {

namespace {

bool may_be_in_a_number(std::string_view text) {
  return text.find_first_not_of("0123456789+-.eE \t") == std::string_view::npos;
}

}  // namespace

StepPtr FormatStep::compile(StepCompilation& compilation) {
  const std::string* declared = compilation.settings.find(format);
  if (declared == nullptr) return nullptr;
  auto pieces = parse_template(*declared);
  if (!pieces) {
    compilation.refuse(format.name, std::move(pieces.error()));
    return nullptr;
  }
  auto step = std::make_unique<FormatStep>();
  for (TemplatePiece& piece : *pieces) {
    step->pieces_.push_back(piece.kind == TemplatePiece::Kind::text
                                ? Piece{Piece::Kind::text, std::move(piece.text), std::nullopt}
                                : placeholder(compilation, piece.text, piece.offset + 1));
  }
  step->has_parts_ = std::any_of(step->pieces_.begin(), step->pieces_.end(),
                                 [](const Piece& piece) { return piece.kind == Piece::Kind::part; });
  return step;
}

/// `at` is where the name stands in the format.
FormatStep::Piece FormatStep::placeholder(StepCompilation& compilation, const std::string& name, std::size_t at) {
  constexpr std::string_view part = "value.";
  if (name == "value") return {Piece::Kind::value, {}, std::nullopt};
  if (name == "json") return {Piece::Kind::json, {}, std::nullopt};
  if (name == "role") {
    compilation.depends_on_role = true;
    return {Piece::Kind::text, std::string(compilation.role), std::nullopt};
  }
  if (!name.starts_with(part)) {
    std::string message = "has a place {" + name + "} that nothing fills; there are {value}, {value.PART}, {json} and ";
    message += "{role}, and {{ and }} are braces";
    compilation.refuse(format.name, TextProblem{at, name.size(), std::move(message)});
    return {};
  }
  auto path = JsonPath::parse(std::string_view(name).substr(part.size()));
  if (!path) {
    path.error().offset += at + part.size();
    compilation.refuse(format.name, std::move(path.error()));
    return {};
  }
  return {Piece::Kind::part, name.substr(part.size()), *std::move(path)};
}

Outcome FormatStep::apply(StepContext& context) const {
  if (has_parts_ && !open_parts(context)) return context.fail("object expected", format.name);
  std::string& made = context.work.formatted;
  made.clear();
  for (const Piece& piece : pieces_) {
    if (!append(piece, context)) return context.skip({format.name}, "not there");
  }
  context.value = {ValueKind::text, made};
  return context.note({format.name});
}

bool FormatStep::open_parts(StepContext& context) {
  if (context.value.kind != ValueKind::structure) return false;
  // The value may stand in the very document that is about to read it.
  context.work.formatted = context.value.text;
  JsonDocument& parts = context.work.parts;
  if (parts.read(context.work.formatted) != JsonDocument::Outcome::json) return false;
  context.value = parts.nodes().front().value();
  return true;
}

bool FormatStep::append(const Piece& piece, StepContext& context) {
  std::string& made = context.work.formatted;
  switch (piece.kind) {
    case Piece::Kind::text:
      made += piece.text;
      return true;
    case Piece::Kind::value:
      made += context.value.text;
      return true;
    case Piece::Kind::json:
      append_json(context.value, made);
      return true;
    case Piece::Kind::part:
      break;
  }
  const JsonNode* part = piece.path->find(context.work.parts.nodes());
  if (part != nullptr) made += part->text;
  return part != nullptr;
}

void FormatStep::check(const Neighbours& neighbours, StepProblems& problems) const {
  const Step* giver = neighbours.giver();
  for (const Piece& piece : pieces_) {
    if (piece.kind != Piece::Kind::part || giver == nullptr) continue;
    const auto why = giver->why_never_has(piece.text);
    if (!why) continue;
    problems.push_back({format.name, std::nullopt, 0, 0, "has a place {value." + piece.text + "}, but " + *why});
  }
  check_constant(neighbours.type_after(), problems);
}

/// What stands in the format beside its places can be wrong whatever the places hold.
void FormatStep::check_constant(ValueType type, StepProblems& problems) const {
  std::string text;
  bool has_places = false;
  for (const Piece& piece : pieces_) {
    // Of a place, the text is its name.
    if (piece.kind == Piece::Kind::text) {
      text += piece.text;
    } else {
      has_places = true;
    }
  }
  const std::string constant = shown({ValueKind::text, text});
  if (!has_places && !TypeCheck().fits(type, {ValueKind::text, text})) {
    problems.push_back({format.name, std::nullopt, 0, 0, "is always " + constant + "; " + by_type(type)});
  } else if (has_places && is_scalar(type) && !may_be_in_a_number(text)) {
    problems.push_back({format.name, std::nullopt, 0, 0, "always has " + constant + " in it; " + by_type(type)});
  }
}

}  // namespace mfp::core
