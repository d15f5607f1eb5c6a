#include "declaration/fields/template_reader.hpp"

#include <algorithm>
#include <vector>

#include "core/text/suggestion.hpp"
#include "core/text/text_template.hpp"
#include "declaration/fields/substitution.hpp"

namespace mfp::declaration {

namespace {

using core::TemplatePiece;

constexpr std::string_view role_name = "role";

const Parameter* find_parameter(const Reading& reading, std::string_view name) {
  const auto found = std::find_if(reading.parameters.begin(), reading.parameters.end(),
                                  [&](const Parameter& parameter) { return parameter.name == name; });
  return found == reading.parameters.end() ? nullptr : &*found;
}

void append_with_role(std::string& out, std::string_view text, std::string_view role) {
  constexpr std::string_view placeholder = "#ROLE";
  for (std::size_t found = text.find(placeholder); found != std::string_view::npos; found = text.find(placeholder)) {
    out += text.substr(0, found);
    out += role;
    text.remove_prefix(found + placeholder.size());
  }
  out += text;
}

bool is_for_conversion(std::string_view name) {
  return name == "value" || name == "json" || name.starts_with("value.");
}

/// `{a}, {b} and {role}`.
std::string in_braces(const std::vector<std::string_view>& names) {
  std::vector<std::string> places;
  places.reserve(names.size());
  for (const std::string_view name : names) places.push_back('{' + std::string(name) + '}');
  return listed({places.begin(), places.end()});
}

/// What a person who wrote `{name}` may have meant.
std::string way_out(const Reading& reading, std::string_view name, TemplateKind kind) {
  if (is_for_conversion(name)) return "; it stands in 'format' only";
  std::vector<std::string_view> known;
  for (const Parameter& parameter : reading.parameters) known.push_back(parameter.name);
  known.push_back(role_name);
  if (kind == TemplateKind::format) known.insert(known.end(), {"value", "value.PART", "json"});
  if (const auto near = core::nearest(name, known)) return "; did you mean {" + std::string(*near) + "}?";
  std::string text = "; there is only {role}";
  if (known.size() > 1) text = "; there are " + in_braces(known);
  const bool can_declare = kind != TemplateKind::default_value && core::is_template_name(name);
  if (can_declare && reading.origin == Origin::devices_file) text += " (only definitions have parameters)";
  if (can_declare && reading.origin == Origin::definition) {
    text += "; a parameter is declared with `params: {" + std::string(name) + ": DEFAULT}`";
  }
  return text + "; braces themselves are written {{ and }}";
}

/// One text in which each brace counts.
class Filler {
 public:
  Filler(const Reading& reading, const Entry& entry, const Subject& subject, TemplateKind kind)
      : reading_(reading), entry_(entry), subject_(subject), filling_(kind) {}

  std::optional<std::string> fill() {
    const auto pieces = core::parse_template(entry_.value.text());
    if (!pieces) {
      const core::TextProblem& problem = pieces.error();
      refuse(problem.offset, problem.length, problem.message);
      return std::nullopt;
    }
    bool good = true;
    for (const TemplatePiece& piece : *pieces) {
      if (piece.kind == TemplatePiece::Kind::text) {
        append_text(piece.text);
      } else {
        good = append_name(piece) && good;
      }
    }
    return good ? std::optional(std::move(out_)) : std::nullopt;
  }

 private:
  void refuse(std::size_t offset, std::size_t length, const std::string& message) const {
    reading_.report.error(entry_.value.document(), entry_.value.range_of(offset, length), name() + ' ' + message);
  }

  [[nodiscard]] std::string name() const {
    return filling_ == TemplateKind::default_value ? "the default of " + subject_.text() : name_of(entry_, subject_);
  }

  void append_text(const std::string& text) {
    if (filling_ == TemplateKind::topic) return append_with_role(out_, text, reading_.role);
    out_ += filling_ == TemplateKind::format ? core::with_doubled_braces(text) : text;
  }

  bool append_name(const TemplatePiece& piece) {
    const bool is_role = piece.text == role_name;
    if (filling_ == TemplateKind::format && (is_role || is_for_conversion(piece.text))) {
      out_ += '{' + piece.text + '}';
      return true;
    }
    const Parameter* parameter = find_parameter(reading_, piece.text);
    if (!is_role && parameter == nullptr && reading_.base_is_missing) {
      reading_.report.count_known_error();
      return false;
    }
    if (!is_role && parameter == nullptr) {
      refuse(
          piece.offset, piece.text.size() + 2,
          "has a place {" + shortened(piece.text) + "} that nothing fills" + way_out(reading_, piece.text, filling_));
      return false;
    }
    const std::string_view value = is_role ? reading_.role : parameter->value;
    if (filling_ == TemplateKind::topic && !fits_topic(value, parameter)) return false;
    out_ += filling_ == TemplateKind::format ? core::with_doubled_braces(value) : std::string(value);
    return true;
  }

  bool fits_topic(std::string_view value, const Parameter* parameter) const {
    if (value.find_first_of(std::string_view("+#\0", 3)) == std::string_view::npos) return true;
    constexpr const char* problem = "would hold `+`, `#` or U+0000";
    if (parameter == nullptr) {
      refuse_role(reading_, entry_.value, name(), problem);
    } else {
      refuse_parameter(reading_, *parameter, {entry_, name(), value}, problem);
    }
    return false;
  }

  const Reading& reading_;
  const Entry& entry_;
  const Subject& subject_;
  TemplateKind filling_;
  std::string out_;
};

}  // namespace

std::optional<std::string> read_substituted(const Reading& reading, const Entry& entry, const Subject& subject,
                                            TemplateKind kind) {
  const auto text = read_text(reading, entry, subject);
  if (!text) return std::nullopt;
  if (text->find_first_of("{}") != std::string_view::npos) return Filler(reading, entry, subject, kind).fill();
  if (kind != TemplateKind::topic) return std::string(*text);
  std::string out;
  append_with_role(out, *text, reading.role);
  return out;
}

std::string substituted_where_known(const Reading& reading, std::string_view text) {
  std::string out;
  for (std::size_t brace = text.find('{'); brace != std::string_view::npos; brace = text.find('{')) {
    out += text.substr(0, brace);
    text.remove_prefix(brace);
    const std::size_t end = text.find_first_of("{}", 1);
    const bool closed = end != std::string_view::npos && text[end] == '}';
    const std::string_view name = closed ? text.substr(1, end - 1) : std::string_view{};
    const Parameter* parameter = find_parameter(reading, name);
    if (closed && (name == role_name || parameter != nullptr)) {
      out += parameter == nullptr ? reading.role : std::string_view(parameter->value);
      text.remove_prefix(end + 1);
    } else {
      out += '{';
      text.remove_prefix(1);
    }
  }
  return out += text;
}

}  // namespace mfp::declaration
