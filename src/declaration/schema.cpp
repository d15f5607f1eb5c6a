#include "declaration/schema.hpp"

#include <nlohmann/json.hpp>

#include "declaration/field_table.hpp"

namespace mfp::declaration {

namespace {

using Json = nlohmann::ordered_json;

Json reference(const char* definition) { return {{"$ref", std::string("#/definitions/") + definition}}; }

Json any_of(Json first, Json second) { return {{"anyOf", Json::array({std::move(first), std::move(second)})}}; }

Json ports_type() {
  const Json by_name = {{"type", "object"},
                        {"additionalProperties", any_of(reference("port"), Json{{"type", "null"}})}};
  const Json listed_port = {{"allOf", Json::array({reference("port"), Json{{"required", Json::array({"id"})}}})}};
  const Json list = {{"type", "array"}, {"items", listed_port}};
  return {{"anyOf", Json::array({by_name, list, Json{{"type", "null"}}})}};
}

Json type_of(FieldType type) {
  switch (type) {
    case FieldType::text:
    case FieldType::file:
      return {{"type", Json::array({"string", "number", "boolean"})}};
    case FieldType::url:
      return {{"type", "string"}, {"pattern", "^mqtts?://"}};
    case FieldType::duration:
      return {{"type", Json::array({"string", "integer"})}, {"pattern", "^[0-9]+[smhd]?$"}};
    case FieldType::qos:
      return {{"enum", Json::array({0, 1, 2})}};
    case FieldType::retain:
      return {{"enum", Json::array({"keep", "never", "always"})}};
    case FieldType::broker:
      return any_of(type_of(FieldType::url), reference("broker"));
    case FieldType::participants:
      return {{"type", Json::array({"object", "null"})}, {"additionalProperties", reference("participant")}};
    case FieldType::ports:
      return ports_type();
    case FieldType::any:
      break;
  }
  return Json::object();
}

/// Examples of maps and lists are written in YAML, which a schema cannot hold.
Json example_of(const Field& field) {
  switch (field.type) {
    case FieldType::qos:
      return Json::parse(field.example);
    case FieldType::participants:
    case FieldType::ports:
    case FieldType::any:
      return nullptr;
    default:
      return field.example.empty() ? Json(nullptr) : Json(field.example);
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

Json participant_type() {
  Json object = object_of(Context::participant);
  const auto required = [](const char* key) { return Json{{"required", Json::array({key})}}; };
  object["if"] = required("use");
  object["then"] = {{"not", any_of(required("inports"), required("outports"))}};
  object["else"] = required("component");
  return object;
}

Json broker_type() {
  Json object = object_of(Context::broker);
  object["dependencies"] = {{"cert_file", Json::array({"key_file"})}, {"key_file", Json::array({"cert_file"})}};
  return object;
}

}  // namespace

std::string json_schema() {
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"title", "Devices file of msgflo-foreign-participant"}};
  add_properties(schema, Context::devices_file);
  // The same file may be a definition with a role: the keys of both are known.
  add_properties(schema, Context::single_device);
  const Json role = Json::array({"role"});
  schema["dependencies"] = {{"component", role}, {"use", role}, {"inports", role}, {"outports", role}};
  schema["definitions"] = {
      {"participant", participant_type()}, {"port", object_of(Context::port)}, {"broker", broker_type()}};
  return schema.dump(2) + '\n';
}

}  // namespace mfp::declaration
