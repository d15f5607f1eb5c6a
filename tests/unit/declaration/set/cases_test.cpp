#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/msgflo/announcement.hpp"
#include "declaration/set/loader.hpp"
#include "support/memory_files.hpp"

// Every file of tests/declarations/valid and …/invalid is a case; what must come of it stands beside it. A case of its
// own for the machine: the text of a message is part of the product.

namespace mfp::declaration {
namespace {

namespace fs = std::filesystem;

fs::path data_folder() { return fs::path(MFP_TEST_DATA) / "declarations"; }

std::string text_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> cases_in(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& found : fs::directory_iterator(data_folder() / folder)) {
    if (found.path().extension() == ".yaml") names.push_back(found.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Declaration load_case(const std::string& folder, const std::string& name) {
  test::MemoryFiles files;
  files.add_folder(data_folder(), data_folder() / folder);
  return load({.paths = {name + ".yaml"}, .roles = {}, .library = {}, .definitions = {}}, files);
}

std::string name_of(const ::testing::TestParamInfo<std::string>& info) { return info.param; }

class ValidDeclaration : public ::testing::TestWithParam<std::string> {};

TEST_P(ValidDeclaration, IsAnnouncedAsTheFileBesideItSays) {
  const Declaration declaration = load_case("valid", GetParam());
  std::string announcements;
  for (const core::Participant& participant : declaration.configuration->participants) {
    announcements += core::announcement(participant) + '\n';
  }
  const fs::path beside = data_folder() / "valid" / GetParam();
  EXPECT_EQ(announcements, text_of(fs::path(beside).concat(".announcements")));
  EXPECT_EQ(core::to_text(declaration.diagnostics), text_of(fs::path(beside).concat(".warnings")));
  EXPECT_FALSE(core::has_errors(declaration.diagnostics));
}

INSTANTIATE_TEST_SUITE_P(Cases, ValidDeclaration, ::testing::ValuesIn(cases_in("valid")), name_of);

class InvalidDeclaration : public ::testing::TestWithParam<std::string> {};

TEST_P(InvalidDeclaration, IsRefusedInTheWordsOfTheFileBesideIt) {
  const Declaration declaration = load_case("invalid", GetParam());
  const fs::path beside = data_folder() / "invalid" / GetParam();
  EXPECT_EQ(core::to_text(declaration.diagnostics), text_of(fs::path(beside).concat(".expected")));
  EXPECT_TRUE(core::has_errors(declaration.diagnostics));
}

INSTANTIATE_TEST_SUITE_P(Cases, InvalidDeclaration, ::testing::ValuesIn(cases_in("invalid")), name_of);

TEST(InvalidDeclarations, AreManyAndSmall) {
  const std::vector<std::string> names = cases_in("invalid");
  EXPECT_GE(names.size(), 80U);
  for (const std::string& name : names) {
    EXPECT_LT(fs::file_size(data_folder() / "invalid" / (name + ".yaml")), 4096U) << name;
  }
}

}  // namespace
}  // namespace mfp::declaration
