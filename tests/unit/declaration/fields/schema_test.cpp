#include "declaration/fields/schema.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "declaration/fields/field_table.hpp"

namespace mfp::declaration {
namespace {

using Json = nlohmann::json;

const Json& properties_of(const Json& schema, Context context) {
  switch (context) {
    case Context::participant:
      return schema["definitions"]["participant"]["properties"];
    case Context::port:
      return schema["definitions"]["port"]["properties"];
    case Context::broker:
      return schema["definitions"]["broker"]["properties"];
    case Context::parameter:
      return schema["definitions"]["parameter"]["properties"];
    case Context::example:
      return schema["definitions"]["example"]["properties"];
    case Context::request:
      return schema["definitions"]["request"]["properties"];
    case Context::router:
      return schema["definitions"]["router"]["properties"];
    default:
      return schema["properties"];
  }
}

TEST(Schema, HoldsEveryFieldOfTheTableWithItsMeaning) {
  const Json schema = Json::parse(json_schema());
  for (const Context context : {Context::devices_file, Context::single_device, Context::participant, Context::port,
                                Context::broker, Context::parameter, Context::example, Context::request}) {
    for (const Field& field : fields_of(context)) {
      const Json& properties = properties_of(schema, context);
      ASSERT_TRUE(properties.contains(field.key.name)) << field.key.name;
      const auto description = properties[std::string(field.key.name)]["description"].get<std::string>();
      EXPECT_TRUE(description.starts_with(field.meaning)) << field.key.name;
    }
  }
}

TEST(Schema, KnowsNoFieldThatTheTableDoesNotHave) {
  const Json schema = Json::parse(json_schema());
  for (const Context context :
       {Context::participant, Context::port, Context::broker, Context::parameter, Context::example, Context::request}) {
    for (const auto& [name, property] : properties_of(schema, context).items()) {
      EXPECT_NE(find_field(context, name), nullptr) << name;
    }
  }
}

TEST(Schema, RefusesUnknownKeysAsTheLoaderDoes) {
  const Json schema = Json::parse(json_schema());
  EXPECT_EQ(schema["additionalProperties"], false);
  for (const char* definition : {"participant", "port", "broker", "parameter", "example", "request"}) {
    EXPECT_EQ(schema["definitions"][definition]["additionalProperties"], false) << definition;
  }
}

TEST(Schema, AsksForATopicWhereThereAreSteps) {
  const Json port = Json::parse(json_schema())["definitions"]["port"];
  for (const Field& field : fields_of(Context::port)) {
    const bool step = field.handling == Handling::step;
    EXPECT_EQ(port["dependencies"].contains(field.key.name), step) << field.key.name;
  }
  EXPECT_EQ(port["dependencies"]["default"], (Json{"topic", "map"}));
}

TEST(Schema, TakesNullsAndRefusesEmptyValuesAsTheLoaderDoes) {
  const Json schema = Json::parse(json_schema());
  for (const char* name : {"examples", "echo", "requests", "params"}) {
    EXPECT_EQ(schema["properties"][name]["type"][1], "null") << name;
  }
  EXPECT_EQ(schema["definitions"]["port"]["properties"]["path"]["minLength"], 1);
  EXPECT_EQ(schema["definitions"]["request"]["properties"]["every"]["minimum"], 1);
  EXPECT_EQ(schema["definitions"]["request"]["properties"]["every"]["pattern"], "^0*[1-9][0-9]*[smhd]?$");
  EXPECT_FALSE(schema["properties"].contains("every"));
}

TEST(Schema, RefusesBesideUseWhatTheLoaderRefuses) {
  const Json schema = Json::parse(json_schema());
  EXPECT_EQ(schema["if"], Json::parse(R"({"required": ["role"]})"));
  const Json refused = Json::parse(R"({"not": {"required": ["inports", "use"]}})");
  for (const Json& conditions : {schema["then"]["allOf"], schema["definitions"]["participant"]["allOf"]}) {
    EXPECT_NE(std::find(conditions.begin(), conditions.end(), refused), conditions.end());
  }
}

/// The bound of a property under any of its names; null when there is none.
Json bound(const Json& property, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (property.contains(name)) return property[name];
  }
  return nullptr;
}

TEST(Schema, HasTheBoundsOfTheTable) {
  const Json schema = Json::parse(json_schema());
  for (const Context context : {Context::participant, Context::single_device, Context::port, Context::broker,
                                Context::example, Context::request, Context::router}) {
    for (const Field& field : fields_of(context)) {
      const Json& property = properties_of(schema, context)[std::string(field.key.name)];
      if (field.limits.least > 0) {
        EXPECT_EQ(bound(property, {"minimum", "minLength", "minProperties"}), field.limits.least) << field.key.name;
      }
      if (field.limits.most != no_limit) {
        EXPECT_EQ(bound(property, {"maximum", "maxLength", "maxProperties"}), field.limits.most) << field.key.name;
      }
      EXPECT_EQ(property.contains("enum") ? property["enum"].size() : 0U, field.words.size()) << field.key.name;
    }
  }
}

TEST(Schema, IsOfADraftThatYamlEditorsKnow) {
  EXPECT_EQ(Json::parse(json_schema())["$schema"], "http://json-schema.org/draft-07/schema#");
}

TEST(FieldTable, SaysWhatEachFieldMeansAndShowsOne) {
  for (const Field& field : all_fields()) {
    EXPECT_TRUE(field.meaning.ends_with('.')) << field.key.name;
    EXPECT_FALSE(field.example.empty()) << field.key.name;
  }
}

TEST(FieldTable, HasNoFieldTwiceInOneContext) {
  for (const Context context :
       {Context::devices_file, Context::single_device, Context::definition, Context::participant, Context::port,
        Context::broker, Context::parameter, Context::example, Context::request}) {
    std::set<std::string_view> names;
    for (const Field& field : fields_of(context)) EXPECT_TRUE(names.insert(field.key.name).second) << field.key.name;
  }
}

}  // namespace
}  // namespace mfp::declaration
