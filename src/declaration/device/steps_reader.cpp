#include "declaration/device/steps_reader.hpp"

#include <cassert>
#include <charconv>
#include <utility>
#include <vector>

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
    for (const Block::Item& item : block_.items()) {
      if (item.field == nullptr || item.field->handling != Handling::step) continue;
      if (auto setting = read_setting(item)) {
        read_.settings.set(item.field->key.name, *std::move(setting));
      }
    }
    return std::move(read_);
  }

 private:
  std::optional<core::Setting> read_setting(const Block::Item& item) {
    const Entry& entry = item.entry;
    switch (item.field->type) {
      case FieldType::json_path:
        return as_setting(read_path(*item.field, entry));
      case FieldType::format:
        return as_setting(read_format(entry));
      case FieldType::pattern:
        return as_setting(read_pattern(entry));
      case FieldType::conditions:
        return as_setting(read_conditions(entry));
      case FieldType::values:
        return as_setting(read_values(entry));
      case FieldType::mapping:
        return as_setting(read_mapping(entry));
      case FieldType::value:
        return as_setting(read_value(entry));
      case FieldType::number:
        return as_setting(number(entry));
      case FieldType::whole_number:
        return as_setting(whole_number(item));
      case FieldType::flag:
        return core::Setting(read_flag(reading_, entry, subject_));
      case FieldType::word:
        return as_setting(word(item));
      default:
        assert(false && "no step has such a type");
        return std::nullopt;
    }
  }

  std::optional<std::string> read_format(const Entry& entry) {
    auto format = substituted(entry, TemplateKind::format);
    warn_of_foreign_template(reading_, entry, subject_);
    return format;
  }

  template <class T>
  static std::optional<core::Setting> as_setting(std::optional<T> value) {
    return value ? std::optional<core::Setting>(*std::move(value)) : std::nullopt;
  }

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

  std::optional<std::string> read_path(const Field& field, const Entry& entry) {
    auto path = substituted(entry, TemplateKind::text);
    if (path && *path != entry.value.text()) read_.substituted_paths.emplace(field.key.name, *path);
    return path;
  }

  bool expect_entries(const Entry& entry, const char* example) const {
    const bool good = entry.value.kind() == Kind::map && !entries(entry.value).empty();
    if (!good) {
      const std::string but = entry.value.kind() == Kind::map ? ", but is empty" : but_is(entry.value);
      refuse(entry, std::string("must be a map like ") + example + but);
    }
    return good;
  }

  std::optional<std::vector<core::NamedLiteral>> read_conditions(const Entry& where) {
    if (!expect_entries(where, "{id: 7}")) return std::nullopt;
    std::vector<core::NamedLiteral> conditions;
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
      conditions.push_back({std::string(entry.key.text()), *std::move(wanted)});
    }
    return conditions;
  }

  std::optional<std::string> read_pattern(const Entry& entry) const {
    warn_of_parameters(entry, entry.value);
    const auto text = read_text(reading_, entry, subject_);
    return text ? std::optional(std::string(*text)) : std::nullopt;
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

  std::optional<std::vector<core::Literal>> read_values(const Entry& ignore) const {
    if (ignore.value.kind() == Kind::map) {
      refuse(ignore, "must be a value or a list of values, not a map");
      return std::nullopt;
    }
    std::vector<core::Literal> values;
    const bool is_list = ignore.value.kind() == Kind::list;
    for (const Value& item : is_list ? items(ignore.value) : std::vector<Value>{ignore.value}) {
      warn_of_parameters(ignore, item);
      auto value = literal(ignore, {ignore.key, item}, ", which is skipped anyway");
      if (value) values.push_back(*std::move(value));
    }
    return values;
  }

  std::optional<std::vector<core::NamedLiteral>> read_mapping(const Entry& map) const {
    if (!expect_entries(map, "{ON: true, OFF: false}")) return std::nullopt;
    std::vector<core::NamedLiteral> mapping;
    for (const Entry& entry : entries(map.value)) {
      warn_of_parameters(map, entry.key);
      warn_of_parameters(map, entry.value);
      auto to = literal(map, entry, "; leave the entry out, or put what it is for in 'ignore', to pass that over");
      if (to) mapping.push_back({std::string(entry.key.text()), *std::move(to)});
    }
    return mapping;
  }

  std::optional<core::Literal> read_value(const Entry& entry) const {
    warn_of_parameters(entry, entry.value);
    return literal(entry, entry, "; leave it out to skip what 'map' does not name");
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

  std::optional<int> whole_number(const Block::Item& item) const {
    const auto number = read_whole_number(reading_, item, subject_);
    return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
  }

  std::optional<std::string> word(const Block::Item& item) const {
    const auto text = read_word(reading_, item, subject_);
    return text ? std::optional(std::string(*text)) : std::nullopt;
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
