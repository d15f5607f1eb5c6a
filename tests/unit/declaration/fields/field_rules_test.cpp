#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "core/conversion/steps/step_order.hpp"
#include "declaration/fields/field_table.hpp"
#include "support/declarations.hpp"
#include "support/memory_files.hpp"

// The loader refuses what the table says. That the schema does so too, tests/docs/test_schema.py shows.

namespace mfp::declaration {
namespace {

/// The members of one map, as YAML writes their values.
using Members = std::map<std::string, std::string>;

/// A devices file in which one map of the context has these members.
std::string file_with(Context context, const Members& members) {
  std::string inside;
  for (const auto& [key, value] : members) inside += (inside.empty() ? "" : ", ") + key + ": " + value;
  const std::string map = '{' + inside + '}';
  const std::string device = "participants: {d: {component: c, outports: {temperature: ";
  switch (context) {
    case Context::participant:
      return "participants: {d: " + map + '}';
    case Context::port:
      return device + map + "}}}";
    case Context::broker:
      return "broker: " + map;
    case Context::router:
      return "router: " + map;
    case Context::parameter:
      return "{role: d, component: c, params: {p: " + map + "}}";
    case Context::example:
      return device + "{topic: tele/#}}, examples: [" + map + "]}}";
    case Context::request:
      return device + "{topic: t}}, requests: [" + map + "]}}";
    default:
      return map;
  }
}

/// What the loader says of the file.
std::string problems_of(const std::string& file) {
  test::MemoryFiles files;
  files.add("devices.yaml", file + '\n');
  files.add("participants/tasmota/plug.yaml", "component: c\nparams: {device: plug}\n");
  for (const char* name : {"broker.password", "ca.pem", "client.pem", "client.key"}) files.add(name, "");
  return test::problems(load(test::paths({"devices.yaml"}), files));
}

bool is_refused(const std::string& file) { return problems_of(file).find(" error: ") != std::string::npos; }

/// The row's example as YAML writes it: what may be a text is put in quotes.
std::string example_of(const Field& field) {
  switch (field.type) {
    case FieldType::text:
    case FieldType::json_path:
    case FieldType::pattern:
    case FieldType::format:
    case FieldType::file:
    case FieldType::url:
    case FieldType::word:
      return '\'' + std::string(field.example) + '\'';
    case FieldType::ports:
      return '{' + std::string(field.example) + '}';
    default:
      return std::string(field.example);
  }
}

/// What has to stand in the context beside a key.
Members beside(Context context, const Field& field) {
  Members members;
  for (const Field& other : fields_of(context)) {
    const bool is_required = other.presence == Presence::required || other.presence == Presence::required_unless;
    const bool is_excluded = field.excludes.other == other.key || other.excludes.other == field.key;
    const bool is_replaced = std::find(other.instead.begin(), other.instead.end(), field.key) != other.instead.end();
    if (is_required && !is_excluded && !is_replaced) members[std::string(other.key.name)] = example_of(other);
  }
  for (const Relation& need : field.needs) {
    if (need.other == Key()) continue;
    members[std::string(need.other.name)] = example_of(field_of(context, need.other));
  }
  members.erase(std::string(field.key.name));
  if (context == Context::example) members["topic"] = "tele/plug/SENSOR";
  if (field.key == keys::at) members.erase("every");
  return members;
}

Members with(Members members, const Field& field, std::string value) {
  members[std::string(field.key.name)] = std::move(value);
  return members;
}

/// Values just outside the row's bounds.
std::vector<std::string> values_outside(const Field& field) {
  const Limits& limits = field.limits;
  std::vector<std::string> values;
  const bool is_number = field.type == FieldType::whole_number || field.type == FieldType::duration;
  if (is_number) {
    if (limits.least > 0 || field.type == FieldType::whole_number) {
      values.push_back(std::to_string(std::int64_t{limits.least} - 1));
    }
    if (limits.most != no_limit) values.push_back(std::to_string(std::int64_t{limits.most} + 1));
    return values;
  }
  const bool is_map = field.type == FieldType::conditions || field.type == FieldType::mapping;
  if (limits.least > 0) values.emplace_back(is_map ? "{}" : "''");
  if (limits.most != no_limit) values.push_back(std::string(limits.most + 1, 'x'));
  return values;
}

constexpr std::array contexts{Context::single_device, Context::participant, Context::port,    Context::broker,
                              Context::parameter,     Context::example,     Context::request, Context::router};

template <class Visit>
void for_each_field(Visit visit) {
  for (const Context context : contexts) {
    for (const Field& field : fields_of(context)) visit(context, field);
  }
}

bool has_rule(const Field& field) {
  return field.limits.least > 0 || field.limits.most != no_limit || !field.words.empty() ||
         field.presence != Presence::optional || field.needs[0].other != Key() || field.excludes.other != Key();
}

/// Else a refusal further down would say nothing of the rule.
TEST(FieldRules, AreKeptByTheExamples) {
  for_each_field([](Context context, const Field& field) {
    // What these are for is not in this file.
    const bool is_elsewhere = field.key == keys::extends || field.key == keys::params;
    if (!has_rule(field) || is_elsewhere) return;
    const std::string file = file_with(context, with(beside(context, field), field, example_of(field)));
    EXPECT_FALSE(is_refused(file)) << file << '\n' << problems_of(file);
  });
}

TEST(FieldRules, RefuseValuesOutsideTheBounds) {
  for_each_field([](Context context, const Field& field) {
    for (const std::string& value : values_outside(field)) {
      const std::string file = file_with(context, with(beside(context, field), field, value));
      EXPECT_TRUE(is_refused(file)) << file.substr(0, 200);
    }
  });
}

TEST(FieldRules, RefuseOtherWords) {
  for_each_field([](Context context, const Field& field) {
    if (field.words.empty()) return;
    const std::string file = file_with(context, with(beside(context, field), field, "nonsense"));
    EXPECT_TRUE(is_refused(file)) << file;
  });
}

TEST(FieldRules, RefuseMapsWithoutWhatTheyRequire) {
  for_each_field([](Context context, const Field& field) {
    if (field.presence == Presence::optional) return;
    const bool of_list = field.presence == Presence::required_in_lists;
    const std::string file = of_list ? "participants: {d: {component: c, outports: [{topic: t}]}}"
                                     : file_with(context, beside(context, field));
    EXPECT_TRUE(is_refused(file)) << file;
  });
}

TEST(FieldRules, RefuseKeysWithoutWhatTheyNeed) {
  for_each_field([](Context context, const Field& field) {
    for (const Relation& need : field.needs) {
      if (need.other == Key()) continue;
      Members members = with(beside(context, field), field, example_of(field));
      members.erase(std::string(need.other.name));
      EXPECT_TRUE(is_refused(file_with(context, members))) << file_with(context, members);
    }
  });
}

TEST(FieldRules, RefuseKeysBesideWhatTheyExclude) {
  for_each_field([](Context context, const Field& field) {
    if (field.excludes.other == Key()) return;
    const Field& other = field_of(context, field.excludes.other);
    const Members members = with(with(beside(context, field), field, example_of(field)), other, example_of(other));
    const std::string problem(field.excludes.problem);
    EXPECT_NE(problems_of(file_with(context, members)).find(problem), std::string::npos) << field.key.name;
  });
}

TEST(FieldRules, NameTheKeysOfAllStepsAndNoOthers) {
  std::vector<std::string_view> of_steps;
  for (const core::StepKind& kind : core::step_order()) {
    std::copy_if(kind.keys.begin(), kind.keys.end(), std::back_inserter(of_steps),
                 [](std::string_view key) { return !key.empty(); });
  }
  std::vector<std::string_view> of_table;
  for (const Field& field : all_fields()) {
    if (field.handling == Handling::step) of_table.push_back(field.key.name);
  }
  EXPECT_EQ(of_table, of_steps);
}

}  // namespace
}  // namespace mfp::declaration
