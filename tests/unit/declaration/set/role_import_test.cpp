#include "declaration/set/role_import.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/graph/fbp_reader.hpp"

namespace mfp::declaration {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class RoleImportTest : public testing::Test {
 protected:
  std::vector<std::string> roles_in(std::string_view text) {
    import_.read("Procfile", text);
    std::vector<std::string> roles;
    for (const RoleFile& role : import_.roles()) roles.push_back(role.role + '=' + role.file);
    return roles;
  }

  RoleImport import_;
};

TEST_F(RoleImportTest, TakesEachRoleOfAProcfile) {
  EXPECT_THAT(roles_in("# house\nheater: msgflo-register --role heater:./heater.yml\n"
                       "lamps: msgflo-register --role=a:lamp.yml --role 'b:lamp.yml' --interval 5\r\n"
                       "old: msgflo-register-foreign --role hall hall.yaml\n\n"
                       "web: node server.js\n"),
              ElementsAre("heater=./heater.yml", "a=lamp.yml", "b=lamp.yml", "hall=hall.yaml"));
  EXPECT_THAT(import_.left_out(), ElementsAre("Procfile:6: web is started by another program"));
  EXPECT_THAT(import_.problems(), IsEmpty());
}

TEST_F(RoleImportTest, TakesLinesOfOptions) {
  EXPECT_THAT(roles_in("--role A:x.yml\n--role B:y.yml --role A:x.yml"), ElementsAre("A=x.yml", "B=y.yml"));
}

TEST_F(RoleImportTest, ReadsQuotesAsAShellDoesAndNoVariables) {
  EXPECT_THAT(roles_in("--role=\"a:./my file.yml\" --role 'b c:x.yml' --role d:$DIR/x.yml\n"),
              ElementsAre("a=./my file.yml", "b c=x.yml"));
  EXPECT_THAT(import_.left_out(), ElementsAre("Procfile:1: d:$DIR/x.yml holds a variable; write it out"));
}

TEST_F(RoleImportTest, ARoleHasOneDefinition) {
  EXPECT_THAT(roles_in("--role A:x.yml\n--role A:y.yml\n"), ElementsAre("A=x.yml"));
  EXPECT_THAT(import_.problems(), ElementsAre("Procfile:2: the role 'A' has two definitions, x.yml and y.yml"));
}

TEST_F(RoleImportTest, TellsARoleWithoutADefinition) {
  EXPECT_THAT(roles_in("--role heater:x.yml --role broken\ny: msgflo-register --role noc\n"),
              ElementsAre("heater=x.yml"));
  EXPECT_THAT(import_.problems(), ElementsAre("Procfile:1: --role takes ROLE:FILE; got 'broken'",
                                              "Procfile:2: --role takes ROLE:FILE; got 'noc'"));
}

TEST_F(RoleImportTest, GivesTheRolesOfAGraphTheirComponents) {
  EXPECT_THAT(
      roles_in(R"({"name": "x", "msgflo": {"components": {"a/Heater": "msgflo-register --role #ROLE:./heater.yml",
                           "a/Lamp": "msgflo-register-foreign --role #ROLE ./lamp.yml", "a/Any": "start #FILENAME",
                           "a/Web": "node web.js --config web.yaml"}}})"),
      IsEmpty());
  const auto graph = core::read_fbp("hall(a/Heater) OUT -> IN web(a/Web)\nkitchen(a/Heater) OUT -> IN web");
  ASSERT_TRUE(graph);
  ASSERT_TRUE(import_.add_roles_of(*graph));
  EXPECT_THAT(roles_in(""), ElementsAre("hall=./heater.yml", "kitchen=./heater.yml"));
  EXPECT_THAT(
      import_.left_out(),
      ElementsAre("Procfile: a/Any is started by another program", "Procfile: a/Web is started by another program",
                  "nobody has the component a/Lamp; name a graph that has it with --graph, or a role with "
                  "--role ROLE:./lamp.yml"));
}

TEST_F(RoleImportTest, JsonWithoutComponentsIsNone) {
  EXPECT_THAT(roles_in("{\"dependencies\": {}}"), IsEmpty());
  EXPECT_THAT(import_.problems(), ElementsAre(HasSubstr("no JSON with a map of 'components'")));
}

TEST_F(RoleImportTest, WritesWhatYamlReadsAsTheSameTexts) {
  const std::vector<RoleFile> roles{
      {"heater", "heater.yml"}, {"on", "/etc/on.yml"}, {"12", "a b.yml"}, {"x: y", "../x.yml"}};
  const std::vector<std::string> graphs{"house.fbp"};
  EXPECT_EQ(
      devices_file(roles, graphs),
      "participants:\n  heater: {use: ./heater.yml}\n  \"on\": {use: /etc/on.yml}\n  \"12\": {use: \"./a b.yml\"}\n"
      "  \"x: y\": {use: ../x.yml}\ngraph:\n  - house.fbp\n");
}

}  // namespace
}  // namespace mfp::declaration
