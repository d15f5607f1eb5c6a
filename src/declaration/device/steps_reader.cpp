#include "declaration/device/steps_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/text/suggestion.hpp"
#include "declaration/fields/foreign_templates.hpp"
#include "declaration/fields/template_reader.hpp"
#include "declaration/fields/typed_reader.hpp"
#include "declaration/fields/value_json.hpp"

namespace mfp::declaration {

namespace {

class StepsReader {
 public:
  StepsReader(const Reading& reading, const Block& block, const Subject& subject)
      : reading_(reading), block_(block), subject_(subject) {}

  DeclaredSteps read() {
    core::ConversionSteps& steps = read_.steps;
    if (const Entry* entry = block_.find("where")) read_where(*entry);
    if (const Entry* entry = block_.find("path")) steps.path = substituted(*entry, TemplateKind::text);
    if (const Entry* entry = block_.find("match")) read_match(*entry);
    if (const Entry* entry = block_.find("ignore")) read_ignore(*entry);
    if (const Entry* entry = block_.find("map")) read_map(*entry);
    if (const Entry* entry = block_.find("default")) {
      warn_of_parameters(*entry, entry->value);
      steps.otherwise = literal(*entry, *entry, "; leave it out to skip what 'map' does not name");
    }
    if (const Entry* entry = block_.find("scale")) steps.scale = number(*entry);
    if (const Entry* entry = block_.find("offset")) steps.offset = number(*entry);
    if (const Entry* entry = block_.find("round")) steps.round = places(*entry);
    if (const Entry* entry = block_.find("format")) {
      steps.format = substituted(*entry, TemplateKind::format);
      warn_of_foreign_template(reading_, *entry, subject_);
    }
    if (const Entry* entry = block_.find("only_changes")) steps.only_changes = read_flag(reading_, *entry, subject_);
    if (const Entry* entry = block_.find("encode")) steps.encode = encoding(*entry);
    return std::move(read_);
  }

 private:
  void refuse(const Entry& entry, const std::string& message) const {
    reading_.report.error(entry.key.document(), entry.value_range(), name_of(entry, subject_) + ' ' + message);
  }

  std::optional<std::string> substituted(const Entry& entry, TemplateKind kind) {
    auto text = read_substituted(reading_, entry, subject_, kind);
    const bool same = text && *text == entry.value.text();
    const bool names_role = kind == TemplateKind::format && text && text->find("{role}") != std::string::npos;
    if (!same || names_role) read_.depends_on_user = true;
    return text;
  }

  bool expect_entries(const Entry& entry, const char* example) const {
    const bool good = entry.value.kind() == Kind::map && !entries(entry.value).empty();
    if (!good) {
      const std::string but = entry.value.kind() == Kind::map ? ", but is empty" : but_is(entry.value);
      refuse(entry, std::string("must be a map like ") + example + but);
    }
    return good;
  }

  void read_where(const Entry& where) {
    if (!expect_entries(where, "{id: 7}")) return;
    for (const Entry& entry : entries(where.value)) {
      if (entry.value.kind() == Kind::list || entry.value.kind() == Kind::map) {
        refuse(entry, "in 'where' must be a text, a number or a boolean" + but_is(entry.value));
        continue;
      }
      auto wanted = literal(where, entry, "; a value that is null counts as not there");
      if (!wanted) continue;
      if (wanted->kind == core::ValueKind::text) {
        auto text = substituted({where.key, entry.value}, TemplateKind::text);
        if (!text) continue;
        wanted->text = *std::move(text);
      }
      read_.steps.where.push_back({std::string(entry.key.text()), *std::move(wanted)});
    }
  }

  void read_match(const Entry& match) {
    read_.steps.match = read_text(reading_, match, subject_);
    warn_of_parameters(match, match.value);
  }

  /// Where parameters are not put in, a brace is just a brace; somebody may have meant more.
  void warn_of_parameters(const Entry& step, const Value& text) const {
    for (const Parameter& parameter : reading_.parameters) {
      const std::string place = '{' + std::string(parameter.name) + '}';
      if (text.text().find(place) == std::string_view::npos) continue;
      reading_.report.warning(text,
                              name_of(step, subject_) + " takes no parameters, so " + place + " stands there as it is");
    }
  }

  void read_ignore(const Entry& ignore) {
    if (ignore.value.kind() == Kind::map) return refuse(ignore, "must be a value or a list of values, not a map");
    constexpr const char* needless = ", which is skipped anyway";
    if (ignore.value.kind() != Kind::list) {
      warn_of_parameters(ignore, ignore.value);
      if (auto value = literal(ignore, ignore, needless)) read_.steps.ignore.push_back(*std::move(value));
      return;
    }
    for (const Value& item : items(ignore.value)) {
      warn_of_parameters(ignore, item);
      if (auto value = literal(ignore, {ignore.key, item}, needless)) {
        read_.steps.ignore.push_back(*std::move(value));
      }
    }
  }

  void read_map(const Entry& map) {
    if (!expect_entries(map, "{ON: true, OFF: false}")) return;
    for (const Entry& entry : entries(map.value)) {
      warn_of_parameters(map, entry.key);
      warn_of_parameters(map, entry.value);
      auto to = literal(map, entry, "; leave the entry out, or put what it is for in 'ignore', to pass that over");
      if (to) read_.steps.map.push_back({std::string(entry.key.text()), *std::move(to)});
    }
  }

  /// The value of `entry`, which belongs to the step `step`; null is refused with `way_out`.
  std::optional<core::Literal> literal(const Entry& step, const Entry& entry, const char* way_out) const {
    const Value& value = entry.value;
    if (value.kind() == Kind::list || value.kind() == Kind::map) {
      return core::Literal{core::ValueKind::structure, to_json(reading_.report, value)};
    }
    const ScalarType type = scalar_type(value);
    if (type == ScalarType::nothing) {
      const Range range = value.text().empty() ? entry.key.range() : value.range();
      reading_.report.error(entry.key.document(), range, name_of(step, subject_) + " takes no null" + way_out);
      return std::nullopt;
    }
    auto json = scalar_to_json(value);
    if (!json) {
      reading_.report.error(value, json.error().message);
      return std::nullopt;
    }
    if (type == ScalarType::text) return core::Literal{core::ValueKind::text, std::string(value.text())};
    const auto kind = type == ScalarType::boolean ? core::ValueKind::boolean : core::ValueKind::number;
    return core::Literal{kind, *std::move(json)};
  }

  std::optional<double> number(const Entry& entry) const {
    if (!expect_scalar(reading_, entry, subject_, {ScalarType::integer, ScalarType::number}, "a number")) {
      return std::nullopt;
    }
    const auto json = scalar_to_json(entry.value);
    if (!json) {
      refuse(entry, "takes a number that is finite, not " + with_quotes(entry.value.text()));
      return std::nullopt;
    }
    double value = 0;
    const auto [end, failure] = std::from_chars(json->data(), json->data() + json->size(), value);
    if (failure == std::errc{}) return value;
    refuse(entry, "is beyond the numbers that can be computed with, which go to 1.8e308");
    return std::nullopt;
  }

  std::optional<int> places(const Entry& entry) const {
    const auto number = read_whole_number(reading_, entry, subject_, {0, 15}, "the digits after the point, 0 to 15");
    return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
  }

  std::optional<core::Encoding> encoding(const Entry& entry) const {
    const std::string_view text = entry.value.kind() == Kind::scalar ? entry.value.text() : std::string_view{};
    if (text == "json") return core::Encoding::json;
    if (text == "text") return core::Encoding::text;
    constexpr std::array<std::string_view, 2> words{"json", "text"};
    std::string message = "takes json or text";
    message += entry.value.kind() == Kind::scalar ? ", not " + with_quotes(text) : but_is(entry.value);
    if (const auto near = core::nearest(text, words)) message += "; did you mean '" + std::string(*near) + "'?";
    refuse(entry, message);
    return std::nullopt;
  }

  const Reading& reading_;
  const Block& block_;
  const Subject& subject_;
  DeclaredSteps read_;
};

}  // namespace

DeclaredSteps read_steps(const Reading& reading, const Block& block, const Subject& subject) {
  return StepsReader(reading, block, subject).read();
}

}  // namespace mfp::declaration
