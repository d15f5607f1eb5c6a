#include "declaration/fields/schema_property.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace mfp::declaration {

namespace {

using Json = nlohmann::ordered_json;

/// The shape of an address, and those of lengths of time; what the loader then makes of them is its own.
constexpr const char* url_pattern = "^mqtts?://";
constexpr const char* time_pattern = "^[0-9]+[smhd]?$";
constexpr const char* time_above_zero_pattern = "^0*[1-9][0-9]*[smhd]?$";

Json reference(const char* definition) { return {{"$ref", std::string("#/definitions/") + definition}}; }

Json any_of(Json first, Json second) { return {{"anyOf", Json::array({std::move(first), std::move(second)})}}; }

Json not_null() { return {{"not", {{"type", "null"}}}}; }

/// What the keys of the context need that are required where its maps stand in a list.
Json required_in_lists(Context context) {
  Json names = Json::array();
  for (const Field& field : fields_of(context)) {
    if (field.presence == Presence::required_in_lists) names.push_back(field.key.name);
  }
  return {{"required", std::move(names)}};
}

Json ports_type() {
  const Json by_name = {{"type", "object"},
                        {"additionalProperties", any_of(reference("port"), Json{{"type", "null"}})}};
  const Json listed_port = {{"allOf", Json::array({reference("port"), required_in_lists(Context::port)})}};
  const Json list = {{"type", "array"}, {"items", listed_port}};
  return {{"anyOf", Json::array({by_name, list, Json{{"type", "null"}}})}};
}

Json scalar() { return {{"type", Json::array({"string", "number", "boolean"})}}; }

Json list_of(Json item) { return {{"type", "array"}, {"items", std::move(item)}}; }

Json map_of(Json value) { return {{"type", "object"}, {"additionalProperties", std::move(value)}}; }

Json or_null(Json json) {
  json["type"] = Json::array({json["type"], "null"});
  return json;
}

Json parameters_type() {
  Json parameter = {{"anyOf", Json::array({scalar(), Json{{"type", "null"}}, reference("parameter")})}};
  Json json = map_of(std::move(parameter));
  json["propertyNames"] = {{"pattern", parameter_name_pattern}, {"not", {{"enum", taken_parameter_names}}}};
  return json;
}

Json outcome_type() {
  Json text = {{"type", "object"}, {"additionalProperties", false}, {"required", Json::array({"text"})}};
  text["properties"]["text"] = scalar();
  return any_of(scalar(), std::move(text));
}

/// The types whose values are maps and lists.
Json compound_type(FieldType type) {
  switch (type) {
    case FieldType::broker:
      return any_of({{"type", "string"}, {"pattern", url_pattern}}, reference("broker"));
    case FieldType::participants:
      return {{"type", Json::array({"object", "null"})}, {"additionalProperties", reference("participant")}};
    case FieldType::ports:
      return ports_type();
    case FieldType::conditions:
      return map_of(scalar());
    case FieldType::values:
      return any_of(scalar(), list_of(not_null()));
    case FieldType::mapping:
      return map_of(not_null());
    case FieldType::value:
      return not_null();
    case FieldType::parameters:
      return or_null(parameters_type());
    case FieldType::arguments:
      return map_of(scalar());
    case FieldType::echo:
      return or_null(map_of(scalar()));
    case FieldType::examples:
      return or_null(list_of(reference("example")));
    case FieldType::outcome:
      return outcome_type();
    case FieldType::requests:
      return or_null(list_of(reference("request")));
    case FieldType::connections:
    case FieldType::graphs:
      return any_of(scalar(), or_null(list_of(scalar())));
    case FieldType::router:
      // Beside a reference nothing else counts, not even a description.
      return {{"allOf", Json::array({reference("router")})}};
    default:
      return Json::object();
  }
}

Json words_of(const Field& field) {
  Json words = Json::array();
  for (const std::string_view word : field.words) words.push_back(word);
  return {{"enum", std::move(words)}};
}

/// QoS levels are numbers.
Json levels_of(const Field& field) {
  Json levels = Json::array();
  for (const std::string_view level : field.words) levels.push_back(Json::parse(level));
  return {{"enum", std::move(levels)}};
}

Json type_of(const Field& field) {
  switch (field.type) {
    case FieldType::text:
    case FieldType::json_path:
    case FieldType::pattern:
    case FieldType::format:
    case FieldType::file:
      return scalar();
    case FieldType::url:
      return {{"type", "string"}, {"pattern", url_pattern}};
    case FieldType::duration:
      return {{"type", Json::array({"string", "integer"})},
              {"pattern", field.limits.least > 0 ? time_above_zero_pattern : time_pattern}};
    case FieldType::qos:
      return levels_of(field);
    case FieldType::word:
      return words_of(field);
    case FieldType::number:
      return {{"type", "number"}};
    case FieldType::whole_number:
      return {{"type", "integer"}};
    case FieldType::flag:
      return {{"type", "boolean"}};
    default:
      return compound_type(field.type);
  }
}

/// The names by which a schema bounds values of the type; empty where it cannot.
std::array<const char*, 2> bounds_of(FieldType type) {
  switch (type) {
    case FieldType::duration:
    case FieldType::whole_number:
      return {"minimum", "maximum"};
    case FieldType::conditions:
    case FieldType::mapping:
      return {"minProperties", "maxProperties"};
    default:
      return {"minLength", "maxLength"};
  }
}

void add_bounds(const Field& field, Json& json) {
  const auto [least, most] = bounds_of(field.type);
  if (field.limits.least > 0 || field.type == FieldType::whole_number) json[least] = field.limits.least;
  if (field.limits.most != no_limit) json[most] = field.limits.most;
}

/// Examples of maps and lists are written in YAML, which a schema cannot hold.
Json example_of(const Field& field) {
  switch (field.type) {
    case FieldType::qos:
    case FieldType::number:
    case FieldType::whole_number:
    case FieldType::flag:
      return Json::parse(field.example);
    case FieldType::text:
    case FieldType::json_path:
    case FieldType::pattern:
    case FieldType::format:
    case FieldType::file:
    case FieldType::url:
    case FieldType::duration:
    case FieldType::word:
    case FieldType::broker:
    case FieldType::outcome:
    case FieldType::value:
    case FieldType::graphs:
      return Json(field.example);
    default:
      return nullptr;
  }
}

}  // namespace

nlohmann::ordered_json schema_property(const Field& field) {
  Json json = type_of(field);
  add_bounds(field, json);
  std::string description(field.meaning);
  if (!field.default_value.empty()) description += " Default: " + std::string(field.default_value) + '.';
  json["description"] = description;
  if (const Json example = example_of(field); !example.is_null()) json["examples"] = Json::array({example});
  return json;
}

}  // namespace mfp::declaration
