#include "declaration/device/parameters.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/text/suggestion.hpp"
#include "core/text/text_template.hpp"
#include "declaration/fields/decimal_comma.hpp"
#include "declaration/fields/template_reader.hpp"
#include "declaration/yaml/unquoted_braces.hpp"

namespace mfp::declaration {

namespace {

/// Whether the value is a scalar with something in it; reports when it is not.
bool expect_scalar(const Reading& reading, const Entry& entry, const std::string& name) {
  const bool scalar = entry.value.kind() == Kind::scalar && entry.value.tag() != Tag::binary;
  if (!scalar) {
    reading.report.error(
        entry.key.document(), entry.value_range(),
        name + " must be a text, a number or a boolean" + but_is(entry.value) + braces_hint(entry.value));
  }
  return scalar;
}

void check_name(const Reading& reading, const Value& name) {
  if (!core::is_template_name(name.text())) {
    reading.report.error(name, "the parameter " + with_quotes(name.text()) +
                                   " is no name; write a letter, then letters, digits, `_` or `-`");
  } else if (std::find(taken_parameter_names.begin(), taken_parameter_names.end(), name.text()) !=
             taken_parameter_names.end()) {
    reading.report.error(name, "a parameter cannot have the name " + with_quotes(name.text()) +
                                   ", which means something else in templates; choose another one");
  }
}

void read_pattern(const Reading& reading, const Entry& entry, const Subject& subject, ParameterSpec& spec) {
  const auto text = read_text(reading, entry, subject);
  if (!text) return;
  auto pattern = core::Pattern::compile(*text);
  if (pattern) {
    spec.pattern_text = *text;
    spec.pattern = std::make_shared<const core::Pattern>(*std::move(pattern));
  } else {
    const core::TextProblem& problem = pattern.error();
    reading.report.error(entry.value.document(), entry.value.range_of(problem.offset, problem.length),
                         name_of(entry, subject) + ' ' + problem.message);
  }
}

ParameterSpec read_spec(const Reading& reading, const Entry& entry) {
  const Subject subject{"parameter", entry.key.text()};
  ParameterSpec spec{entry.key, std::nullopt, {}, {}, nullptr};
  check_name(reading, entry.key);
  if (entry.value.kind() == Kind::nothing) return spec;
  if (entry.value.kind() != Kind::map) {
    if (expect_scalar(reading, entry, "the default of " + subject.text())) spec.default_value = entry;
    return spec;
  }
  const Block block(reading, entry.value, Context::parameter, subject);
  if (const Entry* value = block.find(keys::default_value); value != nullptr && value->value.kind() != Kind::nothing) {
    if (expect_scalar(reading, *value, name_of(*value, subject))) spec.default_value = *value;
  }
  if (const Entry* text = block.find(keys::description)) {
    spec.description = read_text(reading, *text, subject).value_or("");
  }
  if (const Entry* pattern = block.find(keys::pattern)) read_pattern(reading, *pattern, subject, spec);
  return spec;
}

/// Gives values to the parameters of one definition.
class ValueGiver {
 public:
  ValueGiver(const Reading& reading, const ParameterSpecs& specs, const Document& definition, const Giving& giving)
      : reading_(reading), specs_(specs), definition_(definition), giving_(giving) {}

  std::vector<Parameter> give() {
    if (giving_.with != nullptr) {
      if (expect_map(reading_, *giving_.with, {"'with'", std::nullopt}, "{device: plug}")) {
        given_ = entries(giving_.with->value);
      } else {
        is_told_ = true;
      }
    }
    std::unordered_map<std::string_view, const Entry*> by_name;
    for (const Entry& entry : given_) by_name.emplace(entry.key.text(), &entry);
    std::vector<const Entry*> taken;
    taken.reserve(specs_.size());
    for (const ParameterSpec& spec : specs_) {
      const auto given = by_name.extract(spec.name.text());
      taken.push_back(given.empty() ? nullptr : given.mapped());
    }
    for (const Entry& entry : given_) {
      if (!by_name.contains(entry.key.text())) continue;
      if (const auto comma = decimal_comma_before(entry.key)) {
        reading_.report.error(entry.key.document(), comma->range, comma->message);
      } else if (!giving_.base_is_missing) {
        refuse_unknown(entry);
      }
    }
    std::vector<Parameter> parameters;
    parameters.reserve(specs_.size());
    for (std::size_t i = 0; i < specs_.size(); ++i) parameters.push_back(value_of(specs_[i], taken[i]));
    return parameters;
  }

 private:
  void refuse_unknown(const Entry& entry) {
    std::string message = "the definition has no parameter " + with_quotes(entry.key.text());
    if (reading_.report.has_many()) return reading_.report.error(entry.key, std::move(message));
    std::vector<std::string_view> names;
    names.reserve(specs_.size());
    for (const ParameterSpec& spec : specs_) names.push_back(spec.name.text());
    if (names.empty()) {
      message += ": " + definition_.file + " declares none with 'params'";
    } else if (const auto near = core::nearest(entry.key.text(), names)) {
      is_told_ = true;
      const auto spec = std::find_if(specs_.begin(), specs_.end(),
                                     [&](const ParameterSpec& one) { return one.name.text() == *near; });
      message += "; did you mean '" + std::string(*near) + "' (" + place_text(spec->name.place()) + ")?";
    } else {
      message += "; " + place_text(specs_.front().name.place()) + " declares " + listed(names);
    }
    reading_.report.error(entry.key, std::move(message));
  }

  Parameter value_of(const ParameterSpec& spec, const Entry* given) const {
    if (given != nullptr) {
      const auto index = static_cast<std::size_t>(given - given_.data());
      return ends_at_decimal_comma(given_, index) ? stand_in(spec) : given_value(spec, *given);
    }
    if (spec.default_value) return default_of(spec);
    if (giving_.without_value == WithoutValue::takes_its_name) return stand_in(spec);
    if (!is_told_) refuse_missing(spec);
    return stand_in(spec);
  }

  /// The other problems of the definition are to be found too.
  static Parameter stand_in(const ParameterSpec& spec) {
    return {spec.name.text(), std::string(spec.name.text()), spec.name, GivenBy::definition};
  }

  Parameter given_value(const ParameterSpec& spec, const Entry& entry) const {
    if (!expect_scalar(reading_, entry, "the parameter " + with_quotes(spec.name.text()))) return stand_in(spec);
    auto text = read_substituted(reading_, entry, {"'with'", std::nullopt}, TemplateKind::text);
    if (!text || !fits_pattern(reading_, spec, entry.value, *text)) return stand_in(spec);
    const GivenBy given_by = giving_.use == nullptr ? GivenBy::definition : GivenBy::user;
    return {spec.name.text(), *std::move(text), entry.value, given_by};
  }

  Parameter default_of(const ParameterSpec& spec) const {
    const Reading here{reading_.report, Origin::definition, reading_.role, {}, nullptr};
    auto text =
        read_substituted(here, *spec.default_value, {"parameter", spec.name.text()}, TemplateKind::default_value);
    if (!text) return stand_in(spec);
    if (!fits_pattern(here, spec, spec.default_value->value, *text)) return stand_in(spec);
    const bool of_user = giving_.use != nullptr && *text != spec.default_value->value.text();
    if (of_user) return {spec.name.text(), *std::move(text), giving_.use->value, GivenBy::user};
    return {spec.name.text(), *std::move(text), spec.default_value->value, GivenBy::definition};
  }

  static bool fits_pattern(const Reading& reading, const ParameterSpec& spec, const Value& at, std::string_view text) {
    if (spec.pattern == nullptr || spec.pattern->matches_whole(text)) return true;
    reading.report.error(at, "the parameter " + with_quotes(spec.name.text()) + " cannot be " + with_quotes(text) +
                                 ": it has to match `" + std::string(spec.pattern_text) + "` (" +
                                 place_text(spec.name.place()) + ')');
    return false;
  }

  void refuse_missing(const ParameterSpec& spec) const {
    const std::string name(spec.name.text());
    std::string what = "the parameter '" + name + '\'';
    if (!spec.description.empty()) what += " (" + std::string(spec.description) + ')';
    if (giving_.without_value == WithoutValue::refused_at_declaration) {
      reading_.report.error(spec.name, what +
                                           " has no default, which it needs where no 'with' gives it a value; write `" +
                                           name + ": {default: …}`, or name the definition with 'use' and 'with'");
      return;
    }
    const bool has_with = giving_.with != nullptr;
    reading_.report.error(
        giving_.use->value,
        "the definition needs a value for " + what + ", declared in " + place_text(spec.name.place()) + "; " +
            (has_with ? "add '" + name + "' to 'with'" : "write `with: {" + name + ": …}` beside 'use'"));
  }

  const Reading& reading_;
  const ParameterSpecs& specs_;
  const Document& definition_;
  const Giving& giving_;
  std::vector<Entry> given_;
  /// Whether a value is missing because `with` is written wrongly, which is reported.
  bool is_told_ = false;
};

}  // namespace

ParameterSpecs read_parameter_specs(const Reading& reading, const Entry& params) {
  if (params.value.kind() == Kind::nothing) return {};
  if (!expect_map(reading, params, {"'params'", std::nullopt}, "{device: {description: The device's topic}}"))
    return {};
  ParameterSpecs specs;
  for (const Entry& entry : entries(params.value)) specs.push_back(read_spec(reading, entry));
  return specs;
}

std::vector<Parameter> give_values(const Reading& reading, const ParameterSpecs& specs, const Document& definition,
                                   const Giving& giving) {
  if (specs.empty() && giving.with == nullptr) return {};
  return ValueGiver(reading, specs, definition, giving).give();
}

}  // namespace mfp::declaration
