#include "declaration/fields/schema.hpp"

#include <nlohmann/json.hpp>

#include "declaration/fields/schema_property.hpp"

namespace mfp::declaration {

namespace {

using Json = nlohmann::ordered_json;

Json required(Key key) { return {{"required", Json::array({key.name})}}; }

void add_properties(Json& object, Context context) {
  object["type"] = "object";
  object["additionalProperties"] = false;
  for (const Field& field : fields_of(context)) {
    object["properties"][std::string(field.key.name)] = schema_property(field);
  }
}

/// What keys must be beside a key, by its row.
void add_needs(Json& object, Context context) {
  for (const Field& field : fields_of(context)) {
    for (const Relation& need : field.needs) {
      if (need.other != Key()) object["dependencies"][std::string(field.key.name)].push_back(need.other.name);
    }
  }
}

/// The keys that must be there whatever else is.
Json names_required(Context context) {
  Json names = Json::array();
  for (const Field& field : fields_of(context)) {
    if (field.presence == Presence::required) names.push_back(field.key.name);
  }
  return names;
}

/// What holds beside that: the keys of which one must be there, and those that cannot stand together.
Json conditions_of(Context context) {
  Json conditions = Json::array();
  for (const Field& field : fields_of(context)) {
    if (field.presence == Presence::required_unless) {
      Json one = Json::array({required(field.key)});
      for (const Key other : field.instead) {
        if (find_field(context, other.name) != nullptr) one.push_back(required(other));
      }
      conditions.push_back({{"anyOf", std::move(one)}});
    }
    if (field.excludes.other != Key()) {
      Json both = {{"required", Json::array({field.key.name, field.excludes.other.name})}};
      conditions.push_back({{"not", std::move(both)}});
    }
  }
  return conditions;
}

Json object_of(Context context) {
  Json object;
  add_properties(object, context);
  add_needs(object, context);
  if (Json names = names_required(context); !names.empty()) object["required"] = std::move(names);
  if (Json conditions = conditions_of(context); !conditions.empty()) object["allOf"] = std::move(conditions);
  return object;
}

/// A file may be one device: the keys that it has then stand beside those that make it one, which its context requires.
void add_single_device(Json& schema) {
  add_properties(schema, Context::single_device);
  add_needs(schema, Context::single_device);
  const Json makes_one = names_required(Context::single_device);
  for (const Field& field : fields_of(Context::single_device)) {
    const std::string name(field.key.name);
    if (find_field(Context::devices_file, name) != nullptr || field.presence == Presence::required) continue;
    for (const Json& other : makes_one) schema["dependencies"][name].push_back(other);
  }
  schema["if"] = {{"required", makes_one}};
  schema["then"] = {{"allOf", conditions_of(Context::single_device)}};
}

}  // namespace

std::string json_schema() {
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"title", "Devices file of msgflo-foreign-participant"}};
  add_properties(schema, Context::devices_file);
  add_single_device(schema);
  schema["definitions"] = {{"participant", object_of(Context::participant)},
                           {"port", object_of(Context::port)},
                           {"parameter", object_of(Context::parameter)},
                           {"example", object_of(Context::example)},
                           {"request", object_of(Context::request)},
                           {"broker", object_of(Context::broker)},
                           {"router", object_of(Context::router)}};
  return schema.dump(2) + '\n';
}

}  // namespace mfp::declaration
