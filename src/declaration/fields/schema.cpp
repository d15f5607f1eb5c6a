#include "declaration/fields/schema.hpp"

#include <nlohmann/json.hpp>

#include "declaration/fields/field_table.hpp"

namespace mfp::declaration {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* url_pattern = "^mqtts?://";

Json reference(const char* definition) { return {{"$ref", std::string("#/definitions/") + definition}}; }

Json any_of(Json first, Json second) { return {{"anyOf", Json::array({std::move(first), std::move(second)})}}; }

Json not_null() { return {{"not", {{"type", "null"}}}}; }

Json ports_type() {
  const Json by_name = {{"type", "object"},
                        {"additionalProperties", any_of(reference("port"), Json{{"type", "null"}})}};
  const Json listed_port = {{"allOf", Json::array({reference("port"), Json{{"required", Json::array({"id"})}}})}};
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

Json at_least_one(Json map) {
  map["minProperties"] = 1;
  return map;
}

Json parameters_type() {
  Json parameter = {{"anyOf", Json::array({scalar(), Json{{"type", "null"}}, reference("parameter")})}};
  Json json = map_of(std::move(parameter));
  json["propertyNames"] = {{"pattern", "^[A-Za-z][A-Za-z0-9_-]*$"},
                           {"not", {{"enum", Json::array({"value", "json", "role"})}}}};
  return json;
}

Json outcome_type() {
  Json text = {{"type", "object"}, {"additionalProperties", false}, {"required", Json::array({"text"})}};
  text["properties"]["text"] = scalar();
  return any_of(scalar(), std::move(text));
}

Json whole_number(Limits limits) { return {{"type", "integer"}, {"minimum", limits.least}, {"maximum", limits.most}}; }

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
      return at_least_one(map_of(scalar()));
    case FieldType::values:
      return any_of(scalar(), list_of(not_null()));
    case FieldType::mapping:
      return at_least_one(map_of(not_null()));
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

Json type_of(FieldType type) {
  switch (type) {
    case FieldType::text:
    case FieldType::pattern:
    case FieldType::format:
    case FieldType::file:
      return scalar();
    case FieldType::json_path: {
      Json path = scalar();
      path["minLength"] = 1;
      return path;
    }
    case FieldType::url:
      return {{"type", "string"}, {"pattern", url_pattern}};
    case FieldType::duration:
      return {{"type", Json::array({"string", "integer"})}, {"pattern", "^[0-9]+[smhd]?$"}};
    case FieldType::qos:
      return {{"enum", Json::array({0, 1, 2})}};
    case FieldType::retain:
      return {{"enum", Json::array({"keep", "never", "always"})}};
    case FieldType::number:
      return {{"type", "number"}};
    case FieldType::places:
      return whole_number({0, 15});
    case FieldType::binding_count:
      return whole_number(binding_limits);
    case FieldType::request_size:
      return whole_number(request_limits);
    case FieldType::flag:
      return {{"type", "boolean"}};
    case FieldType::encoding:
      return {{"enum", Json::array({"json", "text"})}};
    case FieldType::moment:
      return {{"enum", Json::array({"start"})}};
    default:
      return compound_type(type);
  }
}

/// Examples of maps and lists are written in YAML, which a schema cannot hold.
Json example_of(const Field& field) {
  switch (field.type) {
    case FieldType::qos:
    case FieldType::number:
    case FieldType::places:
    case FieldType::binding_count:
    case FieldType::request_size:
    case FieldType::flag:
      return Json::parse(field.example);
    case FieldType::text:
    case FieldType::json_path:
    case FieldType::pattern:
    case FieldType::format:
    case FieldType::file:
    case FieldType::url:
    case FieldType::duration:
    case FieldType::retain:
    case FieldType::broker:
    case FieldType::encoding:
    case FieldType::outcome:
    case FieldType::value:
    case FieldType::moment:
    case FieldType::graphs:
      return Json(field.example);
    default:
      return nullptr;
  }
}

Json property(const Field& field) {
  Json json = type_of(field.type);
  std::string description(field.meaning);
  if (!field.default_value.empty()) description += " Default: " + std::string(field.default_value) + '.';
  json["description"] = description;
  if (const Json example = example_of(field); !example.is_null()) json["examples"] = Json::array({example});
  return json;
}

void add_properties(Json& object, Context context) {
  object["type"] = "object";
  object["additionalProperties"] = false;
  for (const Field& field : fields_of(context)) {
    object["properties"][std::string(field.name)] = property(field);
  }
}

Json object_of(Context context) {
  Json object;
  add_properties(object, context);
  return object;
}

Json required(const char* key) { return {{"required", Json::array({key})}}; }

Json participant_type() {
  Json object = object_of(Context::participant);
  object["if"] = required("use");
  object["then"] = {{"not", any_of(required("inports"), required("outports"))}};
  object["else"] = required("component");
  object["dependencies"] = {{"with", Json::array({"use"})}};
  return object;
}

Json port_type() {
  Json object = object_of(Context::port);
  for (const Field& field : fields_of(Context::port)) {
    if (field.handling != Handling::step) continue;
    Json needed = Json::array({"topic"});
    if (field.name == "default") needed.push_back("map");
    object["dependencies"][std::string(field.name)] = std::move(needed);
  }
  return object;
}

Json example_type() {
  Json object = object_of(Context::example);
  object["required"] = Json::array({"port", "payload", "gives"});
  return object;
}

Json request_type() {
  Json object = object_of(Context::request);
  object["required"] = Json::array({"topic"});
  object["properties"]["every"]["pattern"] = "^0*[1-9][0-9]*[smhd]?$";
  object["properties"]["every"]["minimum"] = 1;
  object["oneOf"] = Json::array({Json{{"required", Json::array({"every"})}}, Json{{"required", Json::array({"at"})}}});
  return object;
}

Json broker_type() {
  Json object = object_of(Context::broker);
  object["dependencies"] = {{"cert_file", Json::array({"key_file"})}, {"key_file", Json::array({"cert_file"})}};
  return object;
}

}  // namespace

std::string json_schema() {
  const auto of_any_file = [](const Field& field) { return find_field(Context::devices_file, field.name) != nullptr; };
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"title", "Devices file of msgflo-foreign-participant"}};
  add_properties(schema, Context::devices_file);
  // The same file may be a definition with a role: the keys of both are known.
  add_properties(schema, Context::single_device);
  const Json role = Json::array({"role"});
  for (const Field& field : fields_of(Context::single_device)) {
    const bool of_a_device = !of_any_file(field) && field.name != "role";
    if (of_a_device) schema["dependencies"][std::string(field.name)] = role;
  }
  schema["dependencies"]["with"].push_back("use");
  schema["if"] = required("use");
  Json beside_use = Json::array({required("params"), required("extends"), required("inports"), required("outports")});
  schema["then"] = {{"not", {{"anyOf", std::move(beside_use)}}}};
  schema["definitions"] = {
      {"participant", participant_type()},   {"port", port_type()},       {"parameter", object_of(Context::parameter)},
      {"example", example_type()},           {"request", request_type()}, {"broker", broker_type()},
      {"router", object_of(Context::router)}};
  return schema.dump(2) + '\n';
}

}  // namespace mfp::declaration
